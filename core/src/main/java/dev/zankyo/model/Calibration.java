package dev.zankyo.model;

/**
 * The result of calibrating a trained network on held-out rows: how to correct its probabilities, and how to recognize
 * sounds that belong to no class.
 *
 * @param temperature divisor of the logits before the softmax
 * @param rows number of held-out rows it was fitted on
 * @param errorBefore expected calibration error on these rows at temperature 1
 * @param errorAfter expected calibration error after cross-fitting: each half of the rows at the temperature fitted on
 *     the other half
 * @param detector detector of unknown sounds
 */
public record Calibration(
        float temperature, int rows, float errorBefore, float errorAfter, OutOfDistributionDetector detector) {
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
}
