package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that a program that embeds the library gets the same kernels as one started by the launcher, in every start.
 */
@Tag("full")
class StartsTest {
    private static final int STARTS = 30;
    private static final double MOST = 1.3;

    /** The flags of the README, without compile commands. */
    private static final List<String> FLAGS =
            List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC");

    @TempDir
    Path folder;

    @Test
    @Tag("slow")
    void starts_withoutFlags_areAllFast() throws Exception {
        long fastest = Long.MAX_VALUE;
        long slowest = 0;
        for (int start = 0; start < STARTS; start++) {
            ChildJvm.Result result = ChildJvm.run(folder, FLAGS, StartsProgram.class, "java");
            assertEquals(0, result.exitCode(), result::toString);
            long micros = Long.parseLong(result.out().getFirst());
            fastest = Math.min(fastest, micros);
            slowest = Math.max(slowest, micros);
        }
        System.out.println(STARTS + " starts without flags: median steps of " + fastest + " to " + slowest + " us");
        assertTrue(slowest <= MOST * fastest, fastest + " to " + slowest + " microseconds");
    }

    @Test
    void start_withoutFlags_hasNothingToSayOfSlowKernels() throws Exception {
        ChildJvm.Result result = ChildJvm.run(folder, FLAGS, StartsProgram.class, "java");
        assertEquals(0, result.exitCode(), result::toString);
        assertFalse(result.out().get(1).contains("may be slow"), result::toString);
    }

    @Test
    void start_withoutTheBeanForDirectives_saysSo() throws Exception {
        ChildJvm.Result result = ChildJvm.run(
                folder,
                List.of(
                        "--add-modules=jdk.incubator.vector",
                        "--limit-modules=java.base,jdk.incubator.vector,java.desktop,java.management,java.logging"),
                StartsProgram.class,
                "java");
        assertEquals(0, result.exitCode(), result::toString);
        assertTrue(result.out().get(1).contains("kernels may be slow"), result::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:TieredStopAtLevel=1", "-Xint"})
    void start_withoutOptimizingCompiler_saysSo(String flag) throws Exception {
        ChildJvm.Result result = ChildJvm.run(
                folder,
                List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", flag),
                AvailabilityProgram.class,
                "onednn-ffm");
        assertEquals(0, result.exitCode(), result::toString);
        assertTrue(
                result.out().stream().anyMatch(line -> line.contains("without its optimizing compiler (start Java")),
                result::toString);
    }
}
