package dev.zankyo.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that the Java in README and docs compiles. A block marked with {@code <!-- run -->} also runs, with the
 * README's options, in a folder with the output of {@code train --epochs 1}.
 */
final class JavaSnippetsTest {
    private static final String RUNS = "run";
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final long PATIENCE_MINUTES = 5;

    @TempDir
    static Path folder;

    private static List<Snippet> snippets() throws IOException {
        return Documents.snippets("java");
    }

    private static boolean runs(Snippet snippet) {
        return snippet.mark().equals(RUNS);
    }

    @TestFactory
    Stream<DynamicTest> snippet_everyOne_compiles() throws IOException {
        return snippets().stream()
                .map(snippet -> DynamicTest.dynamicTest(
                        snippet.toString(),
                        () -> assertEquals("", errors(snippet, Files.createTempDirectory(folder, "")))));
    }

    @Test
    void snippet_ofStatements_compiles() throws IOException {
        var sound = new Snippet(Path.of("x.md"), 1, "", "import java.nio.file.Path;\nPath.of(\"a\").toRealPath();");
        assertEquals("", errors(sound, folder));
    }

    @Test
    void snippet_broken_doesNotCompile() throws IOException {
        var broken = new Snippet(Path.of("x.md"), 1, "", "int epochs = \"thirty\";");
        assertTrue(errors(broken, folder).contains("incompatible types"));
    }

    @TestFactory
    Stream<DynamicTest> snippet_marked_runs() throws IOException, InterruptedException {
        List<Snippet> marked =
                snippets().stream().filter(JavaSnippetsTest::runs).toList();
        assertFalse(marked.isEmpty());
        java(CLASS_PATH, Main.class.getName(), "train", "--epochs", "1");
        return marked.stream()
                .map(snippet -> DynamicTest.dynamicTest(snippet.toString(), () -> {
                    Path classes = Files.createTempDirectory(folder, "");
                    assertEquals("", errors(snippet, classes));
                    assertFalse(java(
                                    classes + File.pathSeparator + CLASS_PATH,
                                    JavaSource.of(snippet.code()).type())
                            .isBlank());
                }));
    }

    @Test
    void readme_itsProgram_isTheOneThatIsBuiltFromTheArtifacts() throws IOException {
        String program = Files.readString(Path.of("src/it/predict/src/main/java/Predict.java"));
        assertTrue(snippets().stream()
                .anyMatch(snippet ->
                        runs(snippet) && program.strip().equals(snippet.code().strip())));
    }

    /** Compiles a snippet into a folder and returns the compiler's errors, a line each; empty if there are none. */
    private static String errors(Snippet snippet, Path classes) throws IOException {
        String reader;
        try (var resource = JavaSnippetsTest.class.getResourceAsStream("MyBackend.java")) {
            reader = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
        JavaSource code = JavaSource.of(snippet.code());
        var problems = new DiagnosticCollector<JavaFileObject>();
        ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        problems,
                        List.of("-d", classes.toString(), "-classpath", CLASS_PATH, "-proc:none"),
                        null,
                        List.of(source(code.type(), code.text()), source("MyBackend", reader)))
                .call();
        return problems.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(problem -> snippet + ": " + problem.getMessage(null))
                .collect(Collectors.joining("\n"));
    }

    private static JavaFileObject source(String type, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + type + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /** Runs a class in the folder and returns what it printed; fails if the class does. */
    private static String java(String classPath, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile(folder, "output", ".txt");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("still running: " + String.join(" ", arguments));
            }
            String printed = Files.readString(output);
            assertEquals(0, process.exitValue(), printed);
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
