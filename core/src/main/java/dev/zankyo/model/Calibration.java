package dev.zankyo.model;

import java.util.Locale;

/**
 * The result of calibrating a trained network on held-out rows: a correction of its probabilities, and a detector of
 * sounds that belong to no class.
 *
 * <p>The calibration errors are expected calibration errors, measured by cross-fitting: the held-out rows are divided
 * into folds, and each fold is measured with the temperature fitted on the other folds. A temperature is used only if
 * it lowers this error, and lowers the loss by more than the standard error of the change. Otherwise the temperature is
 * 1, and {@code errorAfter} is the error that the fitted temperature would have had.
 *
 * @param temperature divisor of the logits before the softmax; 1 if the probabilities are not rescaled
 * @param source the held-out rows that the calibration was fitted on
 * @param rows number of these rows
 * @param errorBefore expected calibration error of these rows at temperature 1
 * @param errorAfter cross-fitted expected calibration error with the fitted temperature
 * @param detector detector of unknown sounds
 */
public record Calibration(
        float temperature,
        Source source,
        int rows,
        float errorBefore,
        float errorAfter,
        OutOfDistributionDetector detector) {

    /** The held-out rows that a calibration was fitted on. */
    public enum Source {
        /** The validation rows. The calibration does not depend on the test set. */
        VALIDATION,

        /** The test set. Its accuracy is still that of unseen rows, since a calibration changes no predicted class. */
        TEST;

        /** Returns the name in model files and messages. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Calibration {
        if (!(temperature > 0 && temperature < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("temperature: must be positive and finite; got " + temperature);
        }
        if (rows < 1) {
            throw new IllegalArgumentException("rows: must be positive; got " + rows);
        }
        if (!(errorBefore >= 0 && errorBefore <= 1 && errorAfter >= 0 && errorAfter <= 1)) {
            throw new IllegalArgumentException(
                    "calibration errors: must be in 0 .. 1; got " + errorBefore + " and " + errorAfter);
        }
    }

    /** Returns whether the probabilities are rescaled. */
    public boolean rescales() {
        return temperature != 1;
    }

    /** Returns the cross-fitted calibration error of the probabilities as they are used. */
    public float error() {
        return rescales() ? errorAfter : errorBefore;
    }
}
