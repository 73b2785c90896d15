package dev.zankyo.data;

/**
 * The one shift and scale that brings the training values to mean 0 and deviation 1; learnt from the training rows, kept
 * with the model, applied to every row the model sees.
 */
public record Standardization(float mean, float deviation) {
    /** Leaves values as they are. */
    public static final Standardization NONE = new Standardization(0, 1);

    public Standardization {
        if (!Float.isFinite(mean) || !Float.isFinite(deviation) || deviation <= 0) {
            throw new IllegalArgumentException("standardization: mean must be finite and deviation positive; got mean "
                    + mean + ", deviation " + deviation);
        }
    }

    /**
     * Mean and (biased) standard deviation of all values of all rows. Where all values are equal, as far as float32 can
     * tell, the deviation counts as 1. Goes through the rows twice, one at a time: the textbook's two passes are exact where
     * the mean is large, and a second or two for a million rows.
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

    /** Makes {@code (value - mean) / deviation} of every value in {@code values[from]} .. {@code values[to - 1]}. */
    public void apply(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = (values[i] - mean) / deviation;
        }
    }
}
