package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The OpenMP runtime under various environments. It reads the environment once, when it is loaded, so each case has its
 * own process.
 */
class OpenMpTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"OMP_THREAD_LIMIT=1", "OMP_DYNAMIC=true", "OMP_MAX_ACTIVE_LEVELS=0"})
    void environmentThatGrantsFewerThreads_stepEnds(String setting) throws Exception {
        String[] variable = setting.split("=");
        ChildJvm.Result result = ChildJvm.run(
                folder,
                Map.of(variable[0], variable[1]),
                List.of("--enable-native-access=ALL-UNNAMED"),
                StepProgram.class);
        assertEquals(List.of("step done"), result.out(), result::toString);
        assertEquals(0, result.exitCode());
    }

    /** A program with a step whose weight gradient is summed by two threads that wait for each other. */
    static final class StepProgram {
        private StepProgram() {}

        public static void main(String[] none) {
            var builder = new GraphBuilder(new Shape(20, 50, 64));
            var conv = builder.conv2d("conv2", builder.conv2d("conv1", builder.input(), 64, 3, 1), 64, 3, 1);
            var graph = builder.build(builder.dense("dense", builder.globalAveragePool("pool", conv), 2));
            int batchSize = 16;
            try (var plan = new OneDnnFfmBackend().compileTraining(graph, TrainingSpec.of(batchSize, 2))) {
                plan.load(TrainingState.initial(Weights.zeros(graph)));
                plan.computeGradients(
                        new float[batchSize * graph.input().shape().size()],
                        new float[batchSize * graph.output().shape().size()]);
            }
            System.out.println("step done");
        }
    }
}
