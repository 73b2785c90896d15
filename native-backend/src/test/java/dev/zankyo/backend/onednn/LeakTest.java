package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resident memory, which must not grow with plans and steps. The heap of the process is resident from the start. */
@Tag("full")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class LeakTest {
    /**
     * The bytes by which memory may grow while allocators and compilers settle. The long form of the test would find a
     * kilobyte per cycle.
     */
    private static final long MOST_GROWTH = 6 << 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "onednn-ffm"})
    @Survives(
            promise = Promise.NATIVE_CODE,
            what = "200 plans and 1,000 steps, by either binding: resident memory within 6 MiB of its initial value")
    void plansAndSteps_leaveNothingBehind(String backend) throws Exception {
        assertFlat(backend, 200, 1_000);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"onednn", "onednn-ffm"})
    @Survives(
            promise = Promise.NATIVE_CODE,
            what = "1,000 plans and 20,000 steps, by either binding: resident memory within 6 MiB of its initial value")
    void thousandPlansAndTwentyThousandSteps_leaveNothingBehind(String backend) throws Exception {
        assertFlat(backend, 1_000, 20_000);
    }

    private void assertFlat(String backend, int cycles, int steps) throws Exception {
        ChildJvm.Result result = ChildJvm.run(
                folder,
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xms96m",
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:+AlwaysPreTouch",
                        "-XX:TieredStopAtLevel=1"),
                PlansProgram.class,
                backend,
                "" + cycles,
                "" + steps);
        assertEquals(0, result.exitCode(), result::toString);
        long growth = Long.parseLong(result.out().get(0));
        System.out.println("resident after " + cycles + " plans of " + backend + " and " + steps + " steps: "
                + growth / 1024 + " KiB more");
        assertTrue(growth < MOST_GROWTH, growth + " bytes");
    }

    static final class PlansProgram {
        public static void main(String[] arguments) throws IOException {
            ComputeBackend backend =
                    arguments[0].equals("onednn") ? new OneDnnJavaCppBackend() : new OneDnnFfmBackend();
            int cycles = Integer.parseInt(arguments[1]);
            int steps = Integer.parseInt(arguments[2]);
            work(backend, cycles / 2, steps / 2); // loads, compiles and caches everything that is needed once
            long before = resident();
            work(backend, cycles, steps);
            System.out.println(resident() - before);
        }

        private static void work(ComputeBackend backend, int cycles, int steps) {
            for (int cycle = 0; cycle < cycles; cycle++) {
                try (TrainingPlan training = backend.compileTraining(SmallNetwork.graph(), TrainingSpec.of(3, 2));
                        InferencePlan inference =
                                backend.compileInference(SmallNetwork.graph(), InferenceSpec.of(3, 2))) {
                    for (int step = 0; step < steps / cycles; step++) {
                        training.computeGradients(new float[3 * 60], new float[3 * 3]);
                        training.update(1e-3f);
                        inference.run(new float[3 * 60], new float[3 * 3]);
                    }
                }
            }
        }

        private static long resident() throws IOException {
            return 4096
                    * Long.parseLong(
                            Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
        }
    }
}
