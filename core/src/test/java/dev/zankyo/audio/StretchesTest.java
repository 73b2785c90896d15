package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

final class StretchesTest {
    @Test
    void average_moreFramesThanStretches_countsThoseAtABorderByTheirShares() {
        // Three frames in two intervals of one and a half frames; two bands.
        double[] frames = {3, 30, 6, 60, 9, 90};
        assertArrayEquals(new double[] {4, 40, 8, 80}, Stretches.average(frames, 2, 2), 1e-12);
    }

    @Test
    void average_fewerFramesThanStretches_repeatsThem() {
        assertArrayEquals(new double[] {1, 1, 5, 5}, Stretches.average(new double[] {1, 5}, 1, 4), 1e-12);
        assertArrayEquals(new double[] {7, 7, 7}, Stretches.average(new double[] {7}, 1, 3), 1e-12);
    }

    @Test
    void average_asManyFramesAsStretches_isTheFrames() {
        assertArrayEquals(new double[] {1, 2, 3}, Stretches.average(new double[] {1, 2, 3}, 1, 3), 1e-12);
    }
}
