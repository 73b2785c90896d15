package dev.zankyo.evaluate;

import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * The fit of a temperature (Guo et al. 2017, section 4.2): a divisor of the logits that makes probabilities match
 * accuracies. It never changes which class is most probable.
 */
final class Temperature {
    private static final double LOWEST = 0.02;
    private static final double HIGHEST = 50;
    private static final int MOST_STEPS = 200;
    private static final double TOLERANCE = 1e-9;

    private Temperature() {}

    /**
     * Returns the temperature that minimizes the cross-entropy of the given rows; 1 if there are none.
     *
     * <p>The targets are not 1 and 0. They follow Platt (1999) and the rule of succession: {@code (N + 1) / (N + K)}
     * for the true class and {@code 1 / (N + K)} for every other class. With targets of 1 and 0, the best temperature
     * would approach 0 whenever all rows are predicted correctly, as happens with few rows. The function is convex in
     * the inverse of the temperature, so Brent's search finds its only minimum.
     *
     * @param logits logits of all rows: (N, K)
     * @param labels labels of all rows: (N)
     * @param rows the rows to fit
     */
    static double fit(float[] logits, int[] labels, int[] rows, int classes) {
        if (rows.length == 0) {
            return 1;
        }
        var objective =
                new UnivariateObjectiveFunction(log -> smoothedEntropy(logits, labels, rows, classes, Math.exp(log)));
        double log = new BrentOptimizer(TOLERANCE, TOLERANCE)
                .optimize(
                        objective,
                        GoalType.MINIMIZE,
                        new MaxEval(MOST_STEPS),
                        new SearchInterval(Math.log(LOWEST), Math.log(HIGHEST), 0))
                .getPoint();
        return Math.exp(log);
    }

    private static double smoothedEntropy(float[] logits, int[] labels, int[] rows, int classes, double temperature) {
        double rest = 1.0 / (rows.length + classes);
        double sum = 0;
        for (int row : rows) {
            int offset = row * classes;
            double entropy = Softmax.crossEntropy(logits, offset, classes, labels[row], temperature);
            // The cross-entropy of another class differs from that of the true class only by a difference of logits.
            double distances = 0;
            for (int c = 0; c < classes; c++) {
                distances += logits[offset + labels[row]] - logits[offset + c];
            }
            sum += entropy + rest * distances / temperature;
        }
        return sum / rows.length;
    }
}
