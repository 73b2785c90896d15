package dev.zankyo.evaluate;

import dev.zankyo.InputException;
import dev.zankyo.data.Dataset;
import java.util.List;

/**
 * What a network made of labelled rows.
 *
 * @param classes the class names; a class is its index here
 * @param loss mean cross-entropy in nats of the true class, without label smoothing
 * @param confusion counts by true and predicted class; the source of accuracy, precision, recall and F1
 */
public record Evaluation(List<String> classes, double loss, ConfusionMatrix confusion) {
    public Evaluation {
        classes = List.copyOf(classes);
        if (confusion.classes() != classes.size()) {
            throw new IllegalArgumentException(
                    "evaluation: one name a class; expected " + confusion.classes() + ", got " + classes.size());
        }
    }

    /**
     * Compares logits with labels. The prediction is the class of the largest logit, the first of equals.
     *
     * @param rows labelled rows
     * @param logits N x K in the order of the rows
     * @throws InputException if there are no rows, or one has no known label
     */
    public static Evaluation of(Dataset rows, float[] logits) {
        int classes = rows.classes().size();
        if (logits.length != rows.size() * classes) {
            throw new IllegalArgumentException("evaluation: logits must fill the rows; expected " + rows.size() + " x "
                    + classes + ", got " + logits.length);
        }
        var tally = new Tally(rows);
        for (int row = 0; row < rows.size(); row++) {
            tally.add(logits, row * classes);
        }
        return tally.evaluation();
    }

    /** An evaluation in the making: the rows' logits one after another, so that those of all rows need not be kept. */
    static final class Tally {
        private final Dataset rows;
        private final int classes;
        private final int[] predicted;
        private double loss;
        private int row;

        Tally(Dataset rows) {
            if (rows.size() == 0) {
                throw new InputException("evaluation: needs at least one labelled row; got none");
            }
            this.rows = rows;
            this.classes = rows.classes().size();
            this.predicted = new int[rows.size()];
        }

        /** Counts in the next row, whose logits begin at {@code offset}. */
        void add(float[] logits, int offset) {
            int label = rows.labels()[row];
            if (label < 0) {
                throw new InputException("evaluation: every row must have a label of the model; row " + (row + 1)
                        + " has none (use predict for rows without labels)");
            }
            predicted[row] = Predictor.argMax(logits, offset, classes);
            loss += Softmax.crossEntropy(logits, offset, classes, label);
            row++;
        }

        /** What all rows came to. */
        Evaluation evaluation() {
            return new Evaluation(
                    rows.classes(), loss / rows.size(), new ConfusionMatrix(classes, rows.labels(), predicted));
        }
    }

    /** The share of rows whose class was found. */
    public double accuracy() {
        return confusion.accuracy();
    }

    /** Accuracy, loss, the figures of each class and the confusion matrix, aligned for a terminal. */
    public String toText() {
        return EvaluationText.render(this);
    }
}
