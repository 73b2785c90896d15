package dev.zankyo.data;

/**
 * A shift and a scale that give the training values mean 0 and deviation 1. It is computed from the training rows,
 * stored with the model, and applied to every row.
 *
 * @param mean mean of the training values
 * @param deviation standard deviation of the training values, positive
 */
public record Standardization(float mean, float deviation) {
    /** The standardization that leaves values unchanged. */
    public static final Standardization NONE = new Standardization(0, 1);

    public Standardization {
        if (!Float.isFinite(mean) || !Float.isFinite(deviation) || deviation <= 0) {
            throw new IllegalArgumentException("standardization: mean must be finite and deviation positive; got mean "
                    + mean + ", deviation " + deviation);
        }
    }

    /**
     * Returns the mean and (biased) standard deviation of all values. If all values are equal in float32, the deviation
     * is 1. It reads the rows twice, one at a time: two passes are accurate even for a large mean, and take a second or
     * two for a million rows.
     */
    public static Standardization of(Dataset data) {
        if (data.size() == 0) {
            return NONE;
        }
        double count = (double) data.size() * data.rowSize();
        float[] row = new float[data.rowSize()];
        double sum = 0;
        for (int i = 0; i < data.size(); i++) {
            data.copyRow(i, row, 0);
            for (float value : row) {
                sum += value;
            }
        }
        double mean = sum / count;
        double squares = 0;
        for (int i = 0; i < data.size(); i++) {
            data.copyRow(i, row, 0);
            for (float value : row) {
                squares += (value - mean) * (value - mean);
            }
        }
        double deviation = Math.sqrt(squares / count);
        boolean constant = deviation <= Math.ulp((float) mean);
        return new Standardization((float) mean, constant ? 1 : (float) deviation);
    }

    /** Standardizes {@code values[from]} .. {@code values[to - 1]} in place: {@code (value - mean) / deviation}. */
    public void apply(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = (values[i] - mean) / deviation;
        }
    }
}
