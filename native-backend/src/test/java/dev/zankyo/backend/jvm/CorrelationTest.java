package dev.zankyo.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.jvm.correlation.Correlation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTest {
    static Stream<JavaKernels> choices() {
        return Stream.of(JavaKernels.plain(), JavaKernels.best());
    }

    @ParameterizedTest
    @MethodSource("choices")
    void correlate_matchesNaiveLoops(JavaKernels choice) {
        new CorrelationChecks(choice.correlations().get()).correlate();
    }

    @ParameterizedTest
    @MethodSource("choices")
    void correlateWeights_matchesNaiveLoops(JavaKernels choice) {
        new CorrelationChecks(choice.correlations().get()).correlateWeights();
    }

    @ParameterizedTest
    @CsvSource({"1,1,4", "5,9,4", "64,576,32", "33,2,32"})
    void panels_haveAPlaceForEachWeight(int filters, int rows, int panel) {
        Set<Integer> places = new HashSet<>();
        for (int filter = 0; filter < filters; filter++) {
            for (int row = 0; row < rows; row++) {
                int place = Correlation.panelPosition(row, filter, rows, panel);
                assertTrue(place >= 0 && place < Correlation.panelFloats(filters, rows, panel));
                assertTrue(places.add(place), "row " + row + " filter " + filter);
            }
        }
    }

    /** The length of vectors is fixed for the life of a JVM, so each other length needs its own JVM. */
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
                "plain loops; kernels are slow without the Vector API (add --add-modules jdk.incubator.vector)",
                checkInChild("-Xshare:auto").strip());
    }

    /** Runs all checks in a new JVM and returns its output: the description of the best kernels. */
    private static String checkInChild(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CorrelationChecks.class.getName()));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), output);
        return output;
    }
}
