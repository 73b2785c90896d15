package dev.zankyo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.model.Calibration.Source;
import org.junit.jupiter.api.Test;

class OutOfDistributionDetectorTest {
    private static final OutOfDistributionDetector KNOWN =
            new OutOfDistributionDetector(0.9f, 2, new float[] {1, 0, 0, 1});

    @Test
    void similarity_ofFeaturesOfAnyLength_isTheCosineWithTheNearestPrototype() {
        assertEquals(0.8f, KNOWN.similarity(new float[] {9, 3, 4}, 1), 1e-7);
        assertEquals(1, KNOWN.similarity(new float[] {0, 1e-3f}, 0));
        assertEquals(0, KNOWN.similarity(new float[] {-5, 0}, 0));
    }

    @Test
    void similarity_ofSilentFeatures_isZero() {
        assertEquals(0, KNOWN.similarity(new float[2], 0));
    }

    @Test
    void knows_atTheThreshold_isTrue() {
        assertTrue(KNOWN.knows(0.9f));
        assertFalse(KNOWN.knows(Math.nextDown(0.9f)));
        assertFalse(KNOWN.knows(Float.NaN));
    }

    @Test
    void familiarity_ofNonsense_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new OutOfDistributionDetector(Float.NaN, 1, new float[1]));
        assertThrows(IllegalArgumentException.class, () -> new OutOfDistributionDetector(2, 1, new float[1]));
        assertThrows(IllegalArgumentException.class, () -> new OutOfDistributionDetector(0, 2, new float[3]));
        assertThrows(IllegalArgumentException.class, () -> new OutOfDistributionDetector(0, 2, new float[0]));
        assertThrows(IllegalArgumentException.class, () -> new Calibration(0, Source.TEST, 9, 0, 0, KNOWN));
        assertThrows(IllegalArgumentException.class, () -> new Calibration(1, Source.TEST, 0, 0, 0, KNOWN));
        assertThrows(IllegalArgumentException.class, () -> new Calibration(1, Source.TEST, 9, 0, 1.5f, KNOWN));
    }
}
