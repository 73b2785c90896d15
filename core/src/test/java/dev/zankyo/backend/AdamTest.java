package dev.zankyo.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class AdamTest {

    @Test
    void stepSize_correctsTheBiasOfBothMoments() {
        // sqrt(1 - 0.999) / (1 - 0.9) and sqrt(1 - 0.999^2) / (1 - 0.9^2)
        assertEquals(0.01 * 0.316227766016838, Adam.KERAS.stepSize(0.01, 1), 1e-15);
        assertEquals(0.01 * 0.235316725327453, Adam.KERAS.stepSize(0.01, 2), 1e-15);
        assertEquals(0.01, Adam.KERAS.stepSize(0.01, 1_000_000), 1e-15);
    }

    @Test
    void constantsOutOfRange_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Adam(1, 0.9, 1e-7));
        assertThrows(IllegalArgumentException.class, () -> new Adam(0.9, -0.1, 1e-7));
        assertThrows(IllegalArgumentException.class, () -> new Adam(0.9, 0.999, 0));
        assertThrows(IllegalArgumentException.class, () -> new Adam(Double.NaN, 0.999, 1e-7));
    }
}
