package dev.zankyo.backend.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.zankyo.graph.Op;
import dev.zankyo.graph.Shape;
import org.junit.jupiter.api.Test;

/**
 * Tests of the formulas on numbers small enough to check by hand. {@code ReferenceResNetTest} compares a whole network
 * with PyTorch.
 */
class FormulasTest {
    private static final double EXACT = 0;
    private final Formulas formulas = new Formulas();

    @Test
    void conv2d_padsAfterFirst() {
        // Four columns, kernel 3, stride 2: one zero of padding in total, after the last column.
        double[] y = formulas.conv2d(
                new Op.Conv2d(1, 1, 3, 2),
                new Shape(1, 4, 1),
                new Shape(1, 2, 1),
                1,
                new double[] {1, 2, 3, 4},
                new double[] {1, 10, 100},
                new double[] {1000});
        assertArrayEquals(new double[] {1321, 1043}, y, EXACT);
    }

    @Test
    void conv2d_ofKernelOne_readsTheFirstOfEachStride() {
        double[] y = formulas.conv2d(
                new Op.Conv2d(1, 1, 1, 2),
                new Shape(3, 3, 1),
                new Shape(2, 2, 1),
                1,
                new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9},
                new double[] {1},
                new double[] {0});
        assertArrayEquals(new double[] {1, 3, 7, 9}, y, EXACT);
    }

    @Test
    void conv2d_weightsAreFilterInputRowColumn() {
        // Two inputs, two filters, kernel 1 x 2: filter 0 is 1, 2 | 3, 4 and filter 1 is 5, 6 | 7, 8.
        double[] y = formulas.conv2d(
                new Op.Conv2d(2, 1, 2, 2),
                new Shape(1, 2, 2),
                new Shape(1, 1, 2),
                1,
                new double[] {1, 10, 100, 1000},
                new double[] {1, 2, 3, 4, 5, 6, 7, 8},
                new double[] {0, 0});
        assertArrayEquals(new double[] {1 + 30 + 200 + 4000, 5 + 70 + 600 + 8000}, y, EXACT);
    }

    @Test
    void dense_readsTheSampleChannelsFastest_andWeightsUnitByUnit() {
        double[] y = formulas.dense(1, new double[] {1, 10, 100}, new double[] {1, 2, 3, 4, 5, 6}, new double[] {0, 1});
        assertArrayEquals(new double[] {321, 655}, y, EXACT);
    }

    @Test
    void globalAveragePool_averagesEachChannelOfEachSample() {
        double[] y = formulas.globalAveragePool(new Shape(1, 2, 2), 2, new double[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertArrayEquals(new double[] {2, 3, 6, 7}, y, EXACT);
    }

    @Test
    void relu_hasNoDerivativeAtZero() {
        assertArrayEquals(
                new double[] {0, 0, 7}, formulas.reluGradient(new double[] {5, 6, 7}, new double[] {-1, 0, 1}), EXACT);
    }
}
