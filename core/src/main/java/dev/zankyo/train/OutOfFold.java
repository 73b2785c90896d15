package dev.zankyo.train;

import dev.zankyo.Prediction;
import dev.zankyo.data.Dataset;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Predictor;
import java.util.Arrays;
import java.util.List;

/**
 * The predictions of a cross-validation. Each row is predicted by the network that was not trained on it. The
 * probabilities are not calibrated, because a calibration is fitted on the held-out rows.
 *
 * @param rows the data set
 * @param evaluation the evaluation of all rows
 * @param predictions one per row, in the order of the rows
 */
public record OutOfFold(Dataset rows, Evaluation evaluation, List<Prediction> predictions) {
    public OutOfFold {
        predictions = List.copyOf(predictions);
    }

    /** The predictions so far, fold by fold. */
    static final class Collector {
        private final Dataset rows;
        private final float[] logits;
        private final Prediction[] predictions;

        Collector(Dataset rows) {
            this.rows = rows;
            this.logits =
                    new float[Math.multiplyExact(rows.size(), rows.classes().size())];
            this.predictions = new Prediction[rows.size()];
        }

        /** Predicts the rows that a network was not trained on. */
        void add(int[] heldOut, Predictor predictor) {
            Dataset fold = rows.select(heldOut);
            float[] outputs = predictor.logits(fold);
            List<Prediction> predicted = predictor.predict(fold);
            int classes = rows.classes().size();
            for (int i = 0; i < heldOut.length; i++) {
                System.arraycopy(outputs, i * classes, logits, heldOut[i] * classes, classes);
                predictions[heldOut[i]] = predicted.get(i);
            }
        }

        OutOfFold outOfFold() {
            return new OutOfFold(rows, Evaluation.of(rows, logits), Arrays.asList(predictions));
        }
    }
}
