package dev.zankyo.model;

/**
 * What was found out about a trained network on rows that it did not learn from, so that its answers can be taken at their
 * word: how sure it really is, and what it does not know.
 *
 * @param temperature what logits are divided by before the softmax
 * @param rows how many rows it was found on
 * @param errorBefore the expected calibration error of those rows at temperature 1
 * @param errorAfter the same at temperatures fitted on the other half of the rows, so that no row has a say in its own
 * @param familiarity tells sounds unlike anything learnt
 */
public record Calibration(float temperature, int rows, float errorBefore, float errorAfter, Familiarity familiarity) {
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
