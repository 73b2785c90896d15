package dev.zankyo.train;

/**
 * The results of one epoch. As in Keras, training figures are means over the epoch's steps, weighted by rows. Each step
 * is measured with the weights at that step. Test figures use the weights and moving statistics at the end of the
 * epoch.
 *
 * @param epoch the epoch, from 1
 * @param learningRate learning rate of its last step
 * @param trainLoss mean loss of the augmented rows against the smoothed targets
 * @param trainAccuracy fraction of the augmented rows predicted correctly
 * @param testLoss mean cross-entropy on the test set, in nats
 * @param testAccuracy fraction of the test set predicted correctly
 * @param seconds wall time of the training steps, with waiting for batches but without validation
 * @param dataSeconds the part of {@code seconds} spent waiting for batches
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
