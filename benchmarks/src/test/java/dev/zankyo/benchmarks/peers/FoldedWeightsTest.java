package dev.zankyo.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Shape;
import org.junit.jupiter.api.Test;

class FoldedWeightsTest {
    private static final float EPSILON = 1e-3f;

    /** Checks a 1 x 1 convolution of one pixel and its batch normalization, computed by hand, folded and not. */
    @Test
    void convolutionReadByOne_takesTheNormalisationIn() {
        GraphBuilder builder = new GraphBuilder(new Shape(1, 1, 2));
        Node conv = builder.conv2d("conv", builder.input(), 2, 1, 1);
        Node norm = builder.batchNorm("norm", conv, 0.99f, EPSILON);
        Graph graph = builder.build(norm);
        // weight OIHW, bias, gamma, beta; mean, variance
        Weights weights =
                new Weights(new float[] {1, 2, 3, 4, 0.5f, -0.5f, 2, 3, 0.1f, 0.2f}, new float[] {0.3f, 0.4f, 4, 9});
        FoldedWeights folded = new FoldedWeights(graph, weights);

        assertTrue(folded.vanishes(norm));
        assertThrows(IllegalArgumentException.class, () -> folded.get(norm));
        float[] w = folded.get(conv).weight();
        float[] b = folded.get(conv).bias();
        float x0 = 5;
        float x1 = -7;
        double first = 2 * (x0 + 2 * x1 + 0.5 - 0.3) / Math.sqrt(4 + EPSILON) + 0.1;
        double second = 3 * (3 * x0 + 4 * x1 - 0.5 - 0.4) / Math.sqrt(9 + EPSILON) + 0.2;
        assertEquals(first, w[0] * x0 + w[1] * x1 + b[0], 1e-5);
        assertEquals(second, w[2] * x0 + w[3] * x1 + b[1], 1e-5);
    }

    @Test
    void convolutionReadByTwo_staysAsItIs() {
        GraphBuilder builder = new GraphBuilder(new Shape(1, 1, 1));
        Node conv = builder.conv2d("conv", builder.input(), 1, 1, 1);
        Node norm = builder.batchNorm("norm", conv, 0.99f, EPSILON);
        Graph graph = builder.build(builder.add("add", norm, conv));
        Weights weights = new Weights(new float[] {3, 1, 2, 0.5f}, new float[] {0.25f, 4});
        FoldedWeights folded = new FoldedWeights(graph, weights);

        assertFalse(folded.vanishes(norm));
        assertEquals(3, folded.get(conv).weight()[0]);
        assertEquals(1, folded.get(conv).bias()[0]);
        double scale = 2 / Math.sqrt(4 + EPSILON);
        assertEquals(scale, folded.get(norm).weight()[0], 1e-6);
        assertEquals(0.5 - 0.25 * scale, folded.get(norm).bias()[0], 1e-6);
    }

    @Test
    void original_onlyTheHeadsNormalisationStays() {
        Problem problem = new Problem();
        FoldedWeights folded = new FoldedWeights(problem.graph(), problem.initialWeights());
        for (Node node : problem.graph().nodes()) {
            if (node.name().contains("bn")) {
                assertEquals(!node.name().equals("head.bn"), folded.vanishes(node), node.name());
            }
        }
    }
}
