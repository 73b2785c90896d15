package dev.zankyo.evaluate;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.data.Dataset;
import dev.zankyo.model.Calibration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of evaluating a network on labeled rows.
 *
 * @param classes class names, by class index
 * @param loss mean cross-entropy in nats, without label smoothing: the negative log-likelihood
 * @param confusion counts by true and predicted class; the source of accuracy, precision, recall and F1
 * @param ranks entry {@code k} is the number of rows for which {@code k} other classes are more probable than the true
 *     class; one entry per class
 * @param reliability reliability of the probabilities at temperature 1
 * @param calibrated the figures that the model's calibration changes, if it has one
 */
public record Evaluation(
        List<String> classes,
        double loss,
        ConfusionMatrix confusion,
        List<Integer> ranks,
        Reliability reliability,
        Optional<Calibrated> calibrated) {

    /**
     * The figures that a calibration changes. Accuracy and ranks do not change.
     *
     * @param calibration the model's calibration
     * @param loss mean cross-entropy in nats at its temperature
     * @param reliability reliability of the probabilities at its temperature
     * @param outOfDistribution number of rows that are out of distribution
     */
    public record Calibrated(Calibration calibration, double loss, Reliability reliability, int outOfDistribution) {}

    public Evaluation {
        classes = List.copyOf(classes);
        ranks = List.copyOf(ranks);
        if (confusion.classes() != classes.size() || ranks.size() != classes.size()) {
            throw new IllegalArgumentException("evaluation: every class needs a name and a rank; expected "
                    + confusion.classes() + ", got " + classes.size() + " and " + ranks.size());
        }
    }

    /**
     * Compares logits with labels. The predicted class has the largest logit; the first such class if there are
     * several.
     *
     * @param rows labeled rows
     * @param logits (N, K), in the order of the rows
     * @throws InputException if there are no rows, or a row has no known label
     */
    public static Evaluation of(Dataset rows, float[] logits) {
        int classes = rows.classes().size();
        if (logits.length != rows.size() * classes) {
            throw new IllegalArgumentException("evaluation: logits must fill the rows; expected " + rows.size() + " x "
                    + classes + ", got " + logits.length);
        }
        var tally = new Tally(rows, Optional.empty());
        for (int row = 0; row < rows.size(); row++) {
            tally.add(logits, row * classes, true);
        }
        return tally.evaluation();
    }

    /**
     * An evaluation in progress. It receives the logits row by row, so that the logits of all rows need not be kept.
     */
    static final class Tally {
        private final Dataset rows;
        private final int classes;
        private final Optional<Calibration> calibration;
        private final int[] predicted;
        private final int[] ranks;
        private final Reliability.Tally reliability = new Reliability.Tally();
        private final Reliability.Tally calibratedReliability = new Reliability.Tally();
        private double loss;
        private double calibratedLoss;
        private int outOfDistribution;
        private int row;

        Tally(Dataset rows, Optional<Calibration> calibration) {
            if (rows.size() == 0) {
                throw InputException.of(Subject.named("evaluation"), "needs at least one labeled row")
                        .got("none");
            }
            this.rows = rows;
            this.classes = rows.classes().size();
            this.calibration = calibration;
            this.predicted = new int[rows.size()];
            this.ranks = new int[classes];
        }

        /** Adds the next row, whose logits start at {@code offset}. */
        void add(float[] logits, int offset, boolean inDistribution) {
            int label = rows.labels()[row];
            if (label < 0) {
                throw InputException.of(Subject.named("evaluation"), "every row must have a label of the model")
                        .got("none for row " + (row + 1))
                        .remedy("use predict for rows without labels");
            }
            predicted[row] = Predictor.argMax(logits, offset, classes);
            boolean right = predicted[row] == label;
            ranks[rank(logits, offset, label)]++;
            loss += Softmax.crossEntropy(logits, offset, classes, label, 1);
            reliability.add(Softmax.confidence(logits, offset, classes, 1), right);
            if (calibration.isPresent()) {
                double t = calibration.get().temperature();
                calibratedLoss += Softmax.crossEntropy(logits, offset, classes, label, t);
                calibratedReliability.add(Softmax.confidence(logits, offset, classes, t), right);
                outOfDistribution += inDistribution ? 0 : 1;
            }
            row++;
        }

        /**
         * Returns the number of classes more probable than the label. A class with an equal logit counts if it comes
         * before the label.
         */
        private int rank(float[] logits, int offset, int label) {
            int rank = 0;
            for (int c = 0; c < classes; c++) {
                float difference = logits[offset + c] - logits[offset + label];
                rank += difference > 0 || difference == 0 && c < label ? 1 : 0;
            }
            return rank;
        }

        /** Returns the evaluation of all rows added. */
        Evaluation evaluation() {
            Optional<Calibrated> calibrated = calibration.map(found -> new Calibrated(
                    found, calibratedLoss / rows.size(), calibratedReliability.reliability(), outOfDistribution));
            return new Evaluation(
                    rows.classes(),
                    loss / rows.size(),
                    new ConfusionMatrix(classes, rows.labels(), predicted),
                    Arrays.stream(ranks).boxed().toList(),
                    reliability.reliability(),
                    calibrated);
        }
    }

    /** Returns the fraction of rows whose true class is among the {@code k} most probable. */
    public double topAccuracy(int k) {
        int found = ranks.stream().limit(k).mapToInt(Integer::intValue).sum();
        return (double) found / confusion.total();
    }

    /** Returns the 95 % confidence interval of the accuracy. */
    public Interval accuracyInterval() {
        return Interval.wilson(confusion.correct(), confusion.total());
    }

    /** Returns the fraction of rows predicted correctly. */
    public double accuracy() {
        return confusion.accuracy();
    }

    /** Returns accuracy, loss, per-class figures and the confusion matrix, aligned for a file or a wide terminal. */
    public String toText() {
        return toText(Integer.MAX_VALUE);
    }

    /**
     * Returns the same for a terminal. If the terminal is too narrow, class names are cut and the confusion matrix has
     * numbers in its head. If it is still too narrow, a list of the most frequent confusions replaces the matrix.
     *
     * @param columns the width of the terminal
     */
    public String toText(int columns) {
        return EvaluationText.render(this, columns);
    }

    /** Returns all figures as indented JSON, ending with a line break. */
    public String toJson() {
        return toJson(Map.of());
    }

    /**
     * Returns all figures as indented JSON, followed by further fields.
     *
     * @param further the further fields by name; values are numbers, strings, nulls, lists or maps of these
     */
    public String toJson(Map<String, ?> further) {
        return EvaluationJson.render(this, further);
    }
}
