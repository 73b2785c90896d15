package dev.zankyo.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.ComputeBackend;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged benchmarks, started as a user starts them. */
class BenchmarksJarIT {
    private static final Path JAR = Path.of(System.getProperty("zankyo.benchmarks"));

    /** One short call: the benchmark's own check compares its result with the reference. */
    private static final List<String> SHORT = List.of(
            "InferenceBenchmark",
            "-p",
            "batchSize=1",
            "-p",
            "precision=FLOAT32",
            "-f",
            "1",
            "-wi",
            "0",
            "-i",
            "1",
            "-r",
            "100ms",
            "-p");

    @TempDir
    Path folder;

    @Test
    void list_namesThreeClasses() throws Exception {
        Result result = run(Map.of(), List.of("-jar", JAR.toString()), List.of("-l"));
        for (Class<?> benchmark :
                List.of(InferenceBenchmark.class, OperationBenchmark.class, TrainingStepBenchmark.class)) {
            assertTrue(result.out().contains(benchmark.getName()), result::out);
        }
    }

    @Test
    void usersBackend_inThePluginFolder_isMeasured() throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        backendJar(plugins.resolve("mine.jar"), MineBackend.class);
        assertMeasured(run(
                Map.of("ZANKYO_PLUGINS", plugins.toString()),
                List.of("-jar", JAR.toString()),
                shortRun("backend=mine")));
    }

    @Test
    @Tag("full")
    void usersBackend_onTheClassPath_isMeasured() throws Exception {
        Path jar = backendJar(folder.resolve("mine.jar"), MineBackend.class);
        String main = "dev.zankyo.benchmarks.Main";
        assertMeasured(run(Map.of(), List.of("-cp", JAR + File.pathSeparator + jar, main), shortRun("backend=mine")));
    }

    @Test
    @Tag("full")
    void usersBackend_thatComputesWrongly_endsWithOneAfterTheOthersWereMeasured() throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        backendJar(plugins.resolve("wrong.jar"), WrongBackend.class);
        backendJar(plugins.resolve("mine.jar"), MineBackend.class);
        Result result = run(
                Map.of("ZANKYO_PLUGINS", plugins.toString()),
                List.of("-jar", JAR.toString()),
                shortRun("backend=wrong,mine"));
        assertEquals(1, result.exitCode(), result::out);
        assertTrue(result.out().contains("logits: normalised error must be at most"), result::out);
        assertTrue(result.out().matches("(?s).*InferenceBenchmark.run +mine .*"), result::out);
        List<String> failed =
                result.out().lines().filter(line -> line.startsWith("failed: ")).toList();
        assertEquals(1, failed.size(), result::out);
        assertTrue(failed.getFirst().contains("wrong"), result::out);
    }

    @Test
    void benchmarkThatDoesNotExist_endsWithOne() throws Exception {
        Result result = run(Map.of(), List.of("-jar", JAR.toString()), List.of("NoSuchBenchmark"));
        assertEquals(1, result.exitCode(), result::out);
        assertTrue(result.out().contains("No matching benchmarks"), result::out);
    }

    private static List<String> shortRun(String backends) {
        return Stream.concat(SHORT.stream(), Stream.of(backends)).toList();
    }

    private static void assertMeasured(Result result) {
        assertEquals(0, result.exitCode(), result::out);
        assertTrue(result.out().contains("backend = mine"), result::out);
        assertFalse(result.out().contains("WARNING: A restricted method"), result::out);
    }

    /** Packs the backend into a jar as a user would: its class and its service file. */
    private static Path backendJar(Path jar, Class<? extends ComputeBackend> backend) throws IOException {
        String type = backend.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream bytes = backend.getResourceAsStream(backend.getSimpleName() + ".class")) {
            out.putNextEntry(new JarEntry(type));
            bytes.transferTo(out);
            out.putNextEntry(new JarEntry("META-INF/services/" + ComputeBackend.class.getName()));
            out.write(backend.getName().getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private record Result(int exitCode, String out) {}

    private Result run(Map<String, String> environment, List<String> options, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Stream.of(options, arguments).forEach(command::addAll);
        Path out = folder.resolve("out.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        return new Result(builder.start().waitFor(), Files.readString(out));
    }
}
