package dev.zankyo.model;

/**
 * What the network's view of known sounds looks like, to tell a sound unlike all of them. A sound is seen as the features that
 * the last layer reads, scaled to length 1; it is like what was learnt where its cosine with one of a few prototypes, which
 * stand for the training rows of a class each, reaches a threshold. After Sun et al., "Out-of-Distribution Detection with Deep
 * Nearest Neighbors", 2022, with cluster centres in the neighbours' place.
 *
 * <p>Logits would not do: a network without a class for it may be entirely sure of what white noise is.
 *
 * @param threshold the smallest cosine of a sound like those learnt
 * @param features values of a prototype
 * @param prototypes one after another, each of length 1 or, where the network is silent, 0; not copied
 */
public record Familiarity(float threshold, int features, float[] prototypes) {
    public Familiarity {
        if (!(threshold >= -1 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold: must be a cosine; expected -1 .. 1, got " + threshold);
        }
        if (features < 1 || prototypes.length == 0 || prototypes.length % features != 0) {
            throw new IllegalArgumentException("prototypes: must be whole; expected a multiple of " + features
                    + " values, got " + prototypes.length);
        }
    }

    /** The cosine of features, which begin at {@code offset} and may have any length, with the nearest prototype. */
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

    /** Whether a sound of this similarity is like those learnt. */
    public boolean knows(float similarity) {
        return similarity >= threshold;
    }
}
