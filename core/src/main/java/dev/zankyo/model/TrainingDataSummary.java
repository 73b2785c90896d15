package dev.zankyo.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A summary of a model's training data, stored with the model.
 *
 * @param digests the digests of all training rows: of each row's values and, for a recording, also of its file. A model
 *     that was trained from another model also has that model's filters, after its own
 * @param clips the lengths of the training recordings; empty for rows that were given as numbers
 */
public record TrainingDataSummary(List<DigestFilter> digests, Optional<ClipLengths> clips) {

    public TrainingDataSummary {
        digests = List.copyOf(digests);
    }

    /** Returns whether the model was trained on data with this digest; see {@link DigestFilter#mayContain}. */
    public boolean mayContain(String digest) {
        return digests.stream().anyMatch(filter -> filter.mayContain(digest));
    }

    /** Returns the probability that {@link #mayContain} is true for a digest that was not added. */
    public double falsePositiveRate() {
        return 1
                - digests.stream()
                        .mapToDouble(filter -> 1 - filter.falsePositiveRate())
                        .reduce(1, (one, other) -> one * other);
    }

    /**
     * Returns this summary with the digests of another added.
     *
     * @param earlier the summary of the model whose weights training started from
     */
    public TrainingDataSummary after(TrainingDataSummary earlier) {
        return new TrainingDataSummary(
                Stream.concat(digests.stream(), earlier.digests.stream()).toList(), clips);
    }

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
