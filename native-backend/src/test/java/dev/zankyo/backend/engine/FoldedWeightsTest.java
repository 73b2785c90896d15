package dev.zankyo.backend.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.Weights;
import dev.zankyo.backend.lowering.Instruction.Conv2dForward;
import dev.zankyo.backend.lowering.Lowering;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import dev.zankyo.graph.Shape;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FoldedWeightsTest {
    private static final long SEED = 17;
    private static final CounterRandom RANDOM = CounterRandom.of(SEED);

    private final GraphBuilder builder = new GraphBuilder(new Shape(3, 3, 4));
    private final Node stem = builder.conv2d("stem", builder.input(), 5, 1, 1);
    private final Node conv = builder.conv2d("conv", builder.relu("relu", stem), 6, 3, 1);
    private final Node norm = builder.batchNorm("norm", conv, 0.9f, 1e-2f);
    private final Graph graph = builder.build(norm);
    private final Weights weights = weights();

    private Weights weights() {
        Weights weights = Weights.zeros(graph);
        for (int i = 0; i < graph.trainableSize(); i++) {
            weights.parameters()[i] = (float) RANDOM.gaussian(i);
        }
        for (int i = 0; i < graph.movingStatisticsSize(); i++) {
            weights.movingStatistics()[i] = (float) RANDOM.uniform(10_000 + i, 0.1, 3);
        }
        return weights;
    }

    private float[] fold() {
        return new FoldedWeights(Lowering.inference(graph, Precision.FLOAT32).forward().stream()
                        .filter(Conv2dForward.class::isInstance)
                        .map(Conv2dForward.class::cast)
                        .toList())
                .of(weights);
    }

    /** Returns the response of a filter to a window. */
    private double respond(float[] parameters, int filter, double[] window) {
        Parameter weight = conv.parameter(Role.WEIGHT);
        double sum = parameters[conv.parameter(Role.BIAS).offset() + filter];
        for (int i = 0; i < window.length; i++) {
            sum += parameters[weight.offset() + filter * window.length + i] * window[i];
        }
        return sum;
    }

    @Test
    void convolution_respondsAsBothDidBefore() {
        double[] window = new double[5 * 9];
        Arrays.setAll(window, i -> RANDOM.gaussian(20_000 + i));
        float[] parameters = weights.parameters();
        float[] moving = weights.movingStatistics();
        float[] folded = fold();
        double epsilon = ((Op.BatchNorm) norm.op()).epsilon();
        for (int filter = 0; filter < 6; filter++) {
            double mean = moving[norm.parameter(Role.MOVING_MEAN).offset() + filter];
            double variance = moving[norm.parameter(Role.MOVING_VARIANCE).offset() + filter];
            double gamma = parameters[norm.parameter(Role.GAMMA).offset() + filter];
            double beta = parameters[norm.parameter(Role.BETA).offset() + filter];
            double expected =
                    (respond(parameters, filter, window) - mean) / Math.sqrt(variance + epsilon) * gamma + beta;
            assertEquals(expected, respond(folded, filter, window), 1e-5, "seed " + SEED + ", filter " + filter);
        }
    }

    @Test
    void everythingElse_staysAsItWas() {
        float[] before = weights.parameters().clone();
        float[] folded = fold();
        assertArrayEquals(before, weights.parameters(), "what was handed in");
        for (Parameter p : graph.trainable()) {
            if (conv.parameters().contains(p)) {
                continue;
            }
            assertArrayEquals(
                    Arrays.copyOfRange(before, p.offset(), p.end()),
                    Arrays.copyOfRange(folded, p.offset(), p.end()),
                    p.name());
        }
    }
}
