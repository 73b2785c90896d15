package dev.zankyo.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoftmaxTest {
    @Test
    void probabilities_ofLogarithms_areTheNumbersNormalised() {
        float[] logits = {99, (float) Math.log(1), (float) Math.log(3), (float) Math.log(4), 99};
        assertArrayEquals(new double[] {0.125, 0.375, 0.5}, Softmax.probabilities(logits, 1, 3, 1), 1e-7);
    }

    @Test
    void probabilities_ofHugeLogits_areFiniteAndSumToOne() {
        double[] probabilities = Softmax.probabilities(new float[] {1e30f, -1e30f, 1e30f, 0}, 0, 4, 1);
        assertArrayEquals(new double[] {0.5, 0, 0.5, 0}, probabilities, 1e-15);
        assertEquals(1, Arrays.stream(probabilities).sum(), 1e-15);
    }

    @Test
    void crossEntropy_ofEqualLogits_isTheLogarithmOfTheClasses() {
        assertEquals(Math.log(8), Softmax.crossEntropy(new float[8], 0, 8, 5, 1), 1e-15);
    }

    @Test
    void crossEntropy_ofACertainError_isTheDistanceOfTheLogits() {
        assertEquals(2000, Softmax.crossEntropy(new float[] {-1000, 1000}, 0, 2, 0, 1), 1e-12);
    }

    @Test
    void probabilities_atTemperatureTwo_areTheSquareRootsNormalised() {
        float[] logits = {(float) Math.log(1), (float) Math.log(9)};
        assertArrayEquals(new double[] {0.25, 0.75}, Softmax.probabilities(logits, 0, 2, 2), 1e-7);
        assertEquals(0.75, Softmax.confidence(logits, 0, 2, 2), 1e-7);
        assertEquals(Math.log(4), Softmax.crossEntropy(logits, 0, 2, 0, 2), 1e-7);
    }
}
