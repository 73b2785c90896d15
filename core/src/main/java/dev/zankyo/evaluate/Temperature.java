package dev.zankyo.evaluate;

import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Temperature scaling (Guo et al. 2017, section 4.2): one number that the logits are divided by, so that the probabilities
 * mean what they say. It never changes which class is the most probable.
 */
final class Temperature {
    private static final double LOWEST = 0.02;
    private static final double HIGHEST = 50;
    private static final int MOST_STEPS = 200;
    private static final double TOLERANCE = 1e-9;

    private Temperature() {}

    /**
     * The temperature of the smallest cross-entropy of some rows. The targets are not 1 and 0 but, as Platt (1999) has it,
     * what one would expect of the next row by the rule of succession: {@code (N + 1) / (N + K)} for the true class and
     * {@code 1 / (N + K)} for each other one. Without that, rows that are all classified rightly, as few rows often are,
     * would ask for certainty. In the inverse of the temperature the function is convex, so Brent's search finds its only
     * minimum.
     *
     * @param logits of all rows, K a row
     * @param labels of all rows
     * @param rows those that count
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
            // The other classes' terms differ from the true one's by the distance of the logits only.
            double distances = 0;
            for (int c = 0; c < classes; c++) {
                distances += logits[offset + labels[row]] - logits[offset + c];
            }
            sum += entropy + rest * distances / temperature;
        }
        return sum / rows.length;
    }
}
