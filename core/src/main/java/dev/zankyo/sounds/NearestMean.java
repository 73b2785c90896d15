package dev.zankyo.sounds;

/**
 * A simple classifier that measures how well a few numbers tell classes apart. An example belongs to the class whose
 * mean is nearest, in units of the numbers' standard deviation within the classes.
 */
final class NearestMean {
    /** The least variance within classes, in squared decibels: levels that differ by less are equal. */
    private static final double LEAST_VARIANCE = 1;

    private final double[][] features;
    private final int[] labels;
    private final int[] counts;
    private final double[][] means;
    private final double[] variances;

    private NearestMean(double[][] features, int[] labels, int classes) {
        this.features = features;
        this.labels = labels;
        int width = features[0].length;
        counts = new int[classes];
        means = new double[classes][width];
        variances = new double[width];
        for (int i = 0; i < features.length; i++) {
            counts[labels[i]]++;
            for (int j = 0; j < width; j++) {
                means[labels[i]][j] += features[i][j];
            }
        }
        for (int j = 0; j < width; j++) {
            for (int label = 0; label < classes; label++) {
                means[label][j] /= Math.max(1, counts[label]);
            }
            for (int i = 0; i < features.length; i++) {
                double difference = features[i][j] - means[labels[i]][j];
                variances[j] += difference * difference / features.length;
            }
            variances[j] = Math.max(LEAST_VARIANCE, variances[j]);
        }
    }

    /**
     * Returns for each example whether it is predicted correctly from the other examples. The only example of a class
     * counts as predicted wrongly.
     *
     * @param features numbers: (examples, features)
     * @param labels class of each example
     * @param classes number of classes
     */
    static boolean[] right(double[][] features, int[] labels, int classes) {
        boolean[] right = new boolean[features.length];
        if (features.length > 0) {
            var classifier = new NearestMean(features, labels, classes);
            for (int i = 0; i < right.length; i++) {
                right[i] = classifier.isRight(i);
            }
        }
        return right;
    }

    private boolean isRight(int example) {
        int own = labels[example];
        double ownDistance = distance(example, own);
        for (int other = 0; other < counts.length; other++) {
            double distance = counts[other] > 0 ? distance(example, other) : Double.POSITIVE_INFINITY;
            if (distance < ownDistance || distance == ownDistance && other < own) { // the first class wins a tie
                return false;
            }
        }
        return counts[own] > 1;
    }

    /**
     * Returns the squared distance to the mean of a class without the example. The distance is divided by its
     * expectation, which is larger for a class with fewer examples.
     */
    private double distance(int example, int label) {
        boolean own = labels[example] == label;
        int others = own ? counts[label] - 1 : counts[label];
        double factor = own && others > 0 ? (double) counts[label] / others : 1; // takes the example out of the mean
        double sum = 0;
        for (int j = 0; j < variances.length; j++) {
            double difference = factor * (features[example][j] - means[label][j]);
            sum += difference * difference / variances[j];
        }
        return sum / (1 + 1.0 / Math.max(1, others));
    }
}
