package dev.zankyo.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A coverage-guided fuzzing by Jazzer, one parser after another: {@code mvn -Pfuzz -pl core test}. It starts with a
 * valid file and the {@link Corpus}, and adds new inputs to the corpus. An input that breaks a parser is stored, with
 * Jazzer's log, in {@code target/fuzz}: correct the parser, and write a test for the input.
 *
 * <p>{@code -Dfuzz.seconds=N} sets the time per parser, {@code -Dfuzz.parsers=CSV,WAV} the parsers. The class name does
 * not mark it as a test: without the profile, Jazzer is not on the class path.
 */
class Fuzzing {
    private static final long SECONDS = Long.getLong("fuzz.seconds", 60);
    private static final int LONGEST_INPUT = 4096;

    /** The classes to watch: the project's, and libraries that parse for it. */
    private static final String WATCHED =
            "dev.zankyo.**:org.apache.commons.csv.**:com.fasterxml.jackson.core.**:com.sun.media.sound.**";

    private static final Pattern INITED = Pattern.compile("INITED cov: (\\d+)");
    private static final Pattern DONE = Pattern.compile("#(\\d+)\\s+DONE   cov: (\\d+)");

    static Stream<Parser> parsers() {
        String names = System.getProperty("fuzz.parsers");
        return names == null
                ? Arrays.stream(Parser.values())
                : Arrays.stream(names.split(",")).map(Parser::valueOf);
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void read_whatTheFuzzerThinksOf_isReadOrRefused(Parser parser) throws IOException, InterruptedException {
        Path folder = Path.of("target", "fuzz", parser + "-" + System.currentTimeMillis())
                .toAbsolutePath();
        Path inputs = Files.createDirectories(folder.resolve("inputs"));
        Files.write(inputs.resolve("sound"), parser.sound(folder));
        List<byte[]> kept = Corpus.of(parser);
        for (int i = 0; i < kept.size(); i++) {
            Files.write(inputs.resolve("kept" + i), kept.get(i));
        }
        String log = jazzer(folder, parser, "-max_total_time=" + SECONDS, "inputs");
        MatchResult before = INITED.matcher(log).results().findFirst().orElseThrow();
        MatchResult after = DONE.matcher(log).results().findFirst().orElseThrow();

        // Minimized by branches only. Counting how often a branch is taken would keep three times as many inputs.
        Path fewest = Files.createDirectories(folder.resolve("fewest"));
        jazzer(folder, parser, "-merge=1", "-use_counters=0", "fewest", "inputs");
        List<byte[]> found = contents(fewest);
        assertTrue(!found.isEmpty());
        Corpus.keep(parser, found);
        System.out.println("Fuzzing " + parser + ": " + after.group(1) + " executions, " + before.group(1)
                + " branches at first, " + after.group(2) + " at last, " + found.size() + " inputs kept");
    }

    private static String jazzer(Path folder, Parser parser, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + FuzzTarget.PARSER + "=" + parser,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzTarget.class.getName(),
                "--instrumentation_includes=" + WATCHED,
                "--instrumentation_excludes=dev.zankyo.hostile.**",
                "-max_len=" + LONGEST_INPUT,
                "-timeout=30"));
        command.addAll(List.of(arguments));
        Path log = folder.resolve("log");
        int exit = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        String text = Files.readString(log);
        assertEquals(
                0,
                exit,
                () -> "see " + log + "\n"
                        + text.lines()
                                .filter(line -> !line.startsWith("INFO: Instr"))
                                .limit(80)
                                .reduce("", (a, b) -> a + b + "\n"));
        return text;
    }

    private static List<byte[]> contents(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Fuzzing::bytes).toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
