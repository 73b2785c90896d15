package dev.zankyo.train;

/**
 * What one epoch came to. Training figures are running means over its steps, each with the weights as they were at that
 * step and weighted by its rows, as Keras reports them; test figures are of the weights and moving statistics at its end.
 *
 * @param epoch from 1
 * @param learningRate of its last step
 * @param trainLoss mean loss of the augmented rows against the smoothed targets
 * @param trainAccuracy share of the augmented rows whose class was found
 * @param testLoss mean cross-entropy of the test rows
 * @param testAccuracy share of the test rows whose class was found
 * @param seconds wall time of its training steps, waiting for batches included, validation not
 * @param dataSeconds the part of them in which steps waited for their batches
 */
public record EpochResult(
        int epoch,
        float learningRate,
        double trainLoss,
        double trainAccuracy,
        double testLoss,
        double testAccuracy,
        double seconds,
        double dataSeconds) {}
