package dev.zankyo.backend.lowering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.backend.Loss;
import org.junit.jupiter.api.Test;

class LossFunctionTest {
    private static float loss(Loss loss, int rows, float[] output, float[] targets, float[] gradient) {
        var function = new LossFunction(loss, rows, output.length / rows);
        double[] losses = new double[rows];
        for (int row = rows - 1; row >= 0; row--) { // rows may be computed in any order
            losses[row] = function.row(output, targets, gradient, row);
        }
        return function.total(losses);
    }

    private static float crossEntropy(int rows, float[] output, float[] targets, float[] gradient) {
        return loss(Loss.SOFTMAX_CROSS_ENTROPY, rows, output, targets, gradient);
    }

    @Test
    void crossEntropy_ofEqualLogits_isTheLogarithmOfTheirNumber() {
        float[] gradient = new float[4];
        assertEquals(Math.log(4), crossEntropy(1, new float[] {7, 7, 7, 7}, new float[] {0, 1, 0, 0}, gradient), 1e-7);
        assertArrayEquals(new float[] {0.25f, -0.75f, 0.25f, 0.25f}, gradient, 1e-7f);
    }

    @Test
    void crossEntropy_isTheMeanOfTheRows() {
        float[] gradient = new float[4];
        float loss =
                crossEntropy(2, new float[] {0, 0, 0, (float) Math.log(3)}, new float[] {1, 0, 0.5f, 0.5f}, gradient);
        double second = -0.5 * Math.log(0.25) - 0.5 * Math.log(0.75);
        assertEquals((Math.log(2) + second) / 2, loss, 1e-7);
        assertArrayEquals(new float[] {-0.25f, 0.25f, -0.125f, 0.125f}, gradient, 1e-7f);
    }

    @Test
    void crossEntropy_ofHugeLogits_isFinite() {
        float[] gradient = new float[2];
        assertEquals(2e4f, crossEntropy(1, new float[] {1e4f, -1e4f}, new float[] {0, 1}, gradient));
        assertArrayEquals(new float[] {1, -1}, gradient);
    }

    @Test
    void innerProduct_isASumAndItsGradientTheTargets() {
        float[] gradient = new float[4];
        float[] targets = {4, 5, -6, 7};
        assertEquals(4 + 10 - 18 + 28, loss(Loss.INNER_PRODUCT, 2, new float[] {1, 2, 3, 4}, targets, gradient));
        assertArrayEquals(targets, gradient);
    }
}
