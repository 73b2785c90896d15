package dev.zankyo.backend.lowering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.backend.Loss;
import org.junit.jupiter.api.Test;

class LossFunctionTest {
    @Test
    void crossEntropy_ofEqualLogits_isTheLogarithmOfTheirNumber() {
        float[] gradient = new float[4];
        float loss = new LossFunction(Loss.SOFTMAX_CROSS_ENTROPY, 1, 4)
                .compute(new float[] {7, 7, 7, 7}, 0, new float[] {0, 1, 0, 0}, gradient, 0);
        assertEquals(Math.log(4), loss, 1e-7);
        assertArrayEquals(new float[] {0.25f, -0.75f, 0.25f, 0.25f}, gradient, 1e-7f);
    }

    @Test
    void crossEntropy_isTheMeanOfTheRows() {
        float[] gradient = new float[4];
        float loss = new LossFunction(Loss.SOFTMAX_CROSS_ENTROPY, 2, 2)
                .compute(new float[] {0, 0, 0, (float) Math.log(3)}, 0, new float[] {1, 0, 0.5f, 0.5f}, gradient, 0);
        double second = -0.5 * Math.log(0.25) - 0.5 * Math.log(0.75);
        assertEquals((Math.log(2) + second) / 2, loss, 1e-7);
        assertArrayEquals(new float[] {-0.25f, 0.25f, -0.125f, 0.125f}, gradient, 1e-7f);
    }

    @Test
    void crossEntropy_ofHugeLogits_isFinite() {
        float[] gradient = new float[2];
        float loss = new LossFunction(Loss.SOFTMAX_CROSS_ENTROPY, 1, 2)
                .compute(new float[] {1e4f, -1e4f}, 0, new float[] {0, 1}, gradient, 0);
        assertEquals(2e4f, loss);
        assertArrayEquals(new float[] {1, -1}, gradient);
    }

    @Test
    void innerProduct_isASumAndItsGradientTheTargets() {
        float[] gradient = new float[3];
        float[] targets = {4, 5, -6};
        assertEquals(
                4 + 10 - 18,
                new LossFunction(Loss.INNER_PRODUCT, 1, 3).compute(new float[] {1, 2, 3}, 0, targets, gradient, 0));
        assertArrayEquals(targets, gradient);
    }
}
