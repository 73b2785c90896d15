package dev.zankyo.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {
    static Stream<KernelChoice> choices() {
        return Stream.of(KernelChoice.plain(), KernelChoice.best());
    }

    @ParameterizedTest
    @MethodSource("choices")
    void correlate_matchesNaiveLoops(KernelChoice choice) {
        new KernelChecks(choice.kernels()).correlate();
    }

    @ParameterizedTest
    @MethodSource("choices")
    void correlateWeights_matchesNaiveLoops(KernelChoice choice) {
        new KernelChecks(choice.kernels()).correlateWeights();
    }

    @ParameterizedTest
    @MethodSource("choices")
    void normalisation_matchesNaiveLoops(KernelChoice choice) {
        KernelChecks checks = new KernelChecks(choice.kernels());
        checks.addRows();
        checks.deviations();
        checks.normalise();
        checks.normaliseBackward();
    }

    @ParameterizedTest
    @MethodSource("choices")
    void elementwise_matchesNaiveLoops(KernelChoice choice) {
        KernelChecks checks = new KernelChecks(choice.kernels());
        checks.elementwise();
        checks.adam();
    }

    /** The length of vectors is fixed for the life of a JVM, so other lengths need JVMs of their own. */
    @ParameterizedTest
    @ValueSource(ints = {16, 32})
    void vectors_shorterOnes_matchNaiveLoops(int bytes) throws IOException, InterruptedException {
        String output = checkInChild("-XX:MaxVectorSize=" + bytes, "--add-modules", "jdk.incubator.vector");
        int lanes = Integer.parseInt(output.replaceAll("(?s).*Vector API, (\\d+) lanes.*", "$1"));
        assertTrue(lanes <= bytes / Float.BYTES, output);
    }

    @Test
    void best_withoutTheModule_isPlainAndSaysHowToGetMore() throws IOException, InterruptedException {
        assertEquals(
                "plain loops (add --add-modules jdk.incubator.vector for several times the speed)",
                checkInChild("-Xshare:auto").strip());
    }

    /** Runs all checks in a JVM of its own; returns what it prints: the best kernels' detail. */
    private static String checkInChild(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KernelChecks.class.getName()));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), output);
        return output;
    }
}
