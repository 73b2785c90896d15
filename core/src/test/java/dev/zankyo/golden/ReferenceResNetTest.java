package dev.zankyo.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.backend.reference.ReferenceTrainingPlan;
import dev.zankyo.golden.GoldenResNet.Gradient;
import dev.zankyo.golden.GoldenResNet.Statistic;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Parameter;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests of the reference against PyTorch, both in float64: they show that the kit's reference is correct. */
class ReferenceResNetTest {
    private static final double RELATIVE_ERROR = 1e-10;

    private final GoldenResNet golden = GoldenResNet.read();
    private final Graph graph = GoldenResNet.graph();

    @Test
    void goldenTensors_areTheGraphs() {
        TrainingState state = GoldenResNet.initialState(graph);
        assertEquals(golden.tensors().size(), graph.trainable().size());
        for (int k = 0; k < golden.tensors().size(); k++) {
            Gradient tensor = golden.tensors().get(k);
            Parameter p = graph.trainable().get(k);
            assertEquals(tensor.name(), p.name());
            assertEquals(tensor.shape(), p.shape(), p.name());
            for (int j = 0; j < tensor.initialFirst().length; j++) {
                assertEquals(tensor.initialFirst()[j], state.weights().parameters()[p.offset() + j], p.name());
            }
        }
        assertEquals(
                golden.movingStatistics().stream().map(Statistic::name).toList(),
                graph.movingStatistics().stream().map(Parameter::name).toList());
    }

    @Test
    @Tag("full")
    void tenLosses_equalPyTorchs() {
        try (ReferenceTrainingPlan plan = compile()) {
            for (int step = 0; step < golden.losses().length; step++) {
                double loss = plan.computeGradients(golden.inputs(step), golden.targets(step));
                double expected = golden.losses()[step];
                assertEquals(expected, loss, RELATIVE_ERROR * expected, "loss of step " + step);
                plan.update((float) golden.learningRate());
            }
        }
    }

    @Test
    void firstStep_equalsPyTorchs() {
        try (ReferenceTrainingPlan plan = compile()) {
            plan.computeGradients(golden.inputs(0), golden.targets(0));
            for (int i = 0; i < plan.outputs().length; i++) {
                double expected = golden.logits()[i / GoldenResNet.CLASSES][i % GoldenResNet.CLASSES];
                assertEquals(expected, plan.outputs()[i], RELATIVE_ERROR, "logit " + i);
            }
            for (int k = 0; k < golden.tensors().size(); k++) {
                Gradient expected = golden.tensors().get(k);
                Parameter p = graph.trainable().get(k);
                double[] gradient = Arrays.copyOfRange(plan.gradients(), p.offset(), p.end());
                // A redundant tensor is zero except for the rounding of float64.
                double allowed = expected.redundant() ? 1e-13 : RELATIVE_ERROR * expected.gradientL2();
                assertArrayEquals(
                        expected.gradientFirst(),
                        Arrays.copyOf(gradient, expected.gradientFirst().length),
                        allowed,
                        p.name());
                double projection = 0;
                for (int j = 0; j < gradient.length; j++) {
                    projection += gradient[j] * GoldenResNet.r(2000 + k, j);
                }
                assertEquals(expected.gradientProjection(), projection, allowed, p.name());
            }
            for (int k = 0; k < golden.movingStatistics().size(); k++) {
                Statistic expected = golden.movingStatistics().get(k);
                Parameter p = graph.movingStatistics().get(k);
                double[] statistic = Arrays.copyOfRange(plan.movingStatistics(), p.offset(), p.end());
                double squares = Arrays.stream(statistic).map(x -> x * x).sum();
                assertEquals(expected.l2(), Math.sqrt(squares), RELATIVE_ERROR * expected.l2(), p.name());
                assertArrayEquals(
                        expected.first(), Arrays.copyOf(statistic, expected.first().length), RELATIVE_ERROR, p.name());
            }
        }
    }

    /** Recomputes the losses that the backends' epochs are compared with; takes about three minutes. */
    @Test
    @Tag("slow")
    void oneEpoch_givesTheLossesKept() {
        double[] losses;
        try (var plan = ResNetRun.compile(new ReferenceBackend(), 1)) {
            losses = ResNetRun.train(plan);
        }
        assertArrayEquals(ResNetRun.referenceLosses(), losses, 1e-6, () -> "the losses are " + Arrays.toString(losses));
    }

    private ReferenceTrainingPlan compile() {
        ReferenceTrainingPlan plan = new ReferenceBackend().compileTraining(graph, TrainingSpec.of(golden.batch(), 1));
        plan.load(GoldenResNet.initialState(graph));
        return plan;
    }
}
