package dev.zankyo.model;

/**
 * An out-of-distribution detector: it recognizes a sound unlike all training rows. A row is represented by the features
 * that the last layer reads, scaled to length 1. It is in distribution if its cosine similarity to the nearest
 * prototype reaches the threshold. Each class has a few prototypes, which stand for its training rows. The method
 * follows Sun et al., "Out-of-Distribution Detection with Deep Nearest Neighbors", 2022, with cluster centers in place
 * of neighbors.
 *
 * <p>Logits would not suffice: a network without a class for white noise may still classify it with full confidence.
 *
 * @param threshold the smallest cosine similarity of a row in distribution
 * @param features values per prototype
 * @param prototypes (prototypes, features); each prototype has length 1, or 0 where all features are 0; not copied
 */
public record OutOfDistributionDetector(float threshold, int features, float[] prototypes) {
    public OutOfDistributionDetector {
        if (!(threshold >= -1 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold: must be a cosine; expected -1 .. 1, got " + threshold);
        }
        if (features < 1 || prototypes.length == 0 || prototypes.length % features != 0) {
            throw new IllegalArgumentException("prototypes: must be whole; expected a multiple of " + features
                    + " values, got " + prototypes.length);
        }
    }

    /**
     * Returns the cosine similarity of the features at {@code offset} to the nearest prototype. The features may have
     * any length; the similarity is 0 where they are all 0.
     */
    public float similarity(float[] values, int offset) {
        double squares = 0;
        for (int i = 0; i < features; i++) {
            squares += (double) values[offset + i] * values[offset + i];
        }
        double nearest = Double.NEGATIVE_INFINITY;
        for (int from = 0; from < prototypes.length; from += features) {
            double product = 0;
            for (int i = 0; i < features; i++) {
                product += (double) prototypes[from + i] * values[offset + i];
            }
            nearest = Math.max(nearest, product);
        }
        return squares == 0 ? 0 : (float) Math.clamp(nearest / Math.sqrt(squares), -1, 1);
    }

    /** Returns whether a row of this similarity is in distribution. */
    public boolean knows(float similarity) {
        return similarity >= threshold;
    }
}
