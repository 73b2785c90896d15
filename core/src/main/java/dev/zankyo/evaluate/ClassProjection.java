package dev.zankyo.evaluate;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.math3.special.Erf;

/**
 * A projection of feature vectors to two dimensions that separates the classes. It is a weighted linear discriminant
 * analysis (LDA): the axes maximize the distances between the class means relative to the variance within the classes.
 * A pair of classes counts less the farther apart it is, by the approximate pairwise accuracy criterion (Loog, Duin and
 * Haeb-Umbach 2001). Feature vectors are first scaled to length 1. Immutable.
 */
public final class ClassProjection {
    /** The number of axes. */
    public static final int DIMENSIONS = 2;

    /** The share of the mean within-class variance that is added to every variance, so that none is 0. */
    private static final double RIDGE = 0.1;

    /** The small weight of the within-class variance. It chooses an axis where the class means choose none. */
    private static final double TIE = 1e-9;

    private final double[] mean;
    private final RealMatrix axes;
    private final double[] shares;

    private ClassProjection(double[] mean, RealMatrix axes, double[] shares) {
        this.mean = mean;
        this.axes = axes;
        this.shares = shares;
    }

    /**
     * Fits the projection. Returns empty if the axes cannot be computed from these features.
     *
     * @param features (N, F), N at least 1; not modified
     * @param labels (N); the class of each row
     * @param classes the number of classes; classes without rows are ignored
     */
    public static Optional<ClassProjection> fit(float[][] features, int[] labels, int classes) {
        double[][] rows = Arrays.stream(features).map(ClassProjection::unit).toArray(double[][]::new);
        int size = rows[0].length;
        double[][] means = new double[classes][size];
        double[] mean = new double[size];
        int[] counts = new int[classes];
        for (int row = 0; row < rows.length; row++) {
            counts[labels[row]]++;
            add(means[labels[row]], rows[row], 1);
            add(mean, rows[row], 1.0 / rows.length);
        }
        for (int c = 0; c < classes; c++) {
            for (int i = 0; i < size && counts[c] > 0; i++) {
                means[c][i] /= counts[c];
            }
        }
        double[][] within = new double[size][size];
        for (int row = 0; row < rows.length; row++) {
            addSquare(within, difference(rows[row], means[labels[row]]), 1.0 / rows.length);
        }
        double[][] present = IntStream.range(0, classes)
                .filter(c -> counts[c] > 0)
                .mapToObj(c -> means[c])
                .toArray(double[][]::new);
        try {
            return Optional.of(of(mean, present, new Array2DRowRealMatrix(within, false)));
        } catch (MathIllegalStateException e) {
            return Optional.empty(); // the decomposition did not converge
        }
    }

    /**
     * Computes the axes. Both matrices are symmetric and have no negative eigenvalues, so their singular values are
     * their eigenvalues. The library's search for eigenvalues fails if many features are always 0; its search for
     * singular values does not.
     */
    private static ClassProjection of(double[] mean, double[][] means, RealMatrix within) {
        int size = mean.length;
        RealMatrix whitening = whitening(within);
        double[][] whitened = Arrays.stream(means).map(whitening::preMultiply).toArray(double[][]::new);
        double[][] between = new double[size][size];
        for (int a = 0; a < whitened.length; a++) {
            for (int b = 0; b < a; b++) {
                double[] way = difference(whitened[a], whitened[b]);
                addSquare(between, way, weight(way));
            }
        }
        RealMatrix ties =
                whitening.transpose().multiply(within).multiply(whitening).scalarMultiply(TIE);
        RealMatrix separation = new Array2DRowRealMatrix(between, false).add(ties);
        var solved = new SingularValueDecomposition(separation);
        double[] separations = solved.getSingularValues();
        double sum = Arrays.stream(separations).sum();
        RealMatrix axes = new Array2DRowRealMatrix(size, DIMENSIONS);
        double[] shares = new double[DIMENSIONS];
        for (int axis = 0; axis < Math.min(DIMENSIONS, size); axis++) {
            axes.setColumnVector(axis, whitening.operate(solved.getU().getColumnVector(axis)));
            shares[axis] = sum > 0 ? separations[axis] / sum : 0;
        }
        return new ClassProjection(mean, axes, shares);
    }

    /** Returns a matrix whose columns are directions in which the variance within the classes is about 1. */
    private static RealMatrix whitening(RealMatrix within) {
        double ridge = RIDGE * within.getTrace() / within.getRowDimension();
        var spread = new SingularValueDecomposition(within);
        RealMatrix directions = spread.getU().copy();
        for (int i = 0; i < within.getRowDimension(); i++) {
            double variance = spread.getSingularValues()[i] + ridge;
            double scale = variance > 0 ? 1 / Math.sqrt(variance) : 1;
            directions.setColumnVector(i, directions.getColumnVector(i).mapMultiply(scale));
        }
        return directions;
    }

    /**
     * Returns the weight of a pair of classes by the difference of their whitened means. Without it, the axes would
     * show the few classes that lie far from all others, and crowd the others.
     */
    private static double weight(double[] difference) {
        double squares = Arrays.stream(difference).map(value -> value * value).sum();
        return squares > 0 ? Erf.erf(Math.sqrt(squares / 8)) / (2 * squares) : 0;
    }

    /** Returns the point of a feature vector: {x, y}. */
    public double[] point(float[] features) {
        return axes.preMultiply(difference(unit(features), mean));
    }

    /** Returns the share of the weighted variance between the class means along an axis: 0 .. 1. */
    public double share(int axis) {
        return shares[axis];
    }

    private static double[] unit(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        double length = squares > 0 ? Math.sqrt(squares) : 1;
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] / length)
                .toArray();
    }

    private static void add(double[] sum, double[] values, double weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * values[i];
        }
    }

    /** Adds the outer product of a vector with itself. */
    private static void addSquare(double[][] sum, double[] values, double weight) {
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j <= i; j++) {
                sum[i][j] += weight * (values[i] * values[j]);
                sum[j][i] = sum[i][j];
            }
        }
    }

    private static double[] difference(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    }
}
