package dev.zankyo.model;

import java.util.Optional;

/**
 * A model's knowledge of its training data.
 *
 * @param digests the digests of all training rows: of each row's values and, for a recording, also of its file
 * @param clips the lengths of the training recordings; empty for rows that were given as numbers
 */
public record TrainingDataSummary(DigestFilter digests, Optional<ClipLengths> clips) {

    /**
     * The lengths of recordings.
     *
     * @param median the median, in seconds
     * @param percentile95 the length that 95 % of the recordings do not exceed, in seconds
     */
    public record ClipLengths(float median, float percentile95) {
        public ClipLengths {
            if (!(median >= 0 && percentile95 >= median && percentile95 < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("clip lengths: must be finite, the median at most the 95th "
                        + "percentile; got " + median + " and " + percentile95);
            }
        }
    }
}
