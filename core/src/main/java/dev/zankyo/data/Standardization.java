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
     * tell, the deviation counts as 1.
     */
    public static Standardization of(Dataset data) {
        float[] values = data.values();
        if (values.length == 0) {
            return NONE;
        }
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / values.length);
        boolean constant = deviation <= Math.ulp((float) mean);
        return new Standardization((float) mean, constant ? 1 : (float) deviation);
    }

    /** A copy of the data set with every value {@code (value - mean) / deviation}. */
    public Dataset apply(Dataset data) {
        float[] from = data.values();
        float[] to = new float[from.length];
        for (int i = 0; i < from.length; i++) {
            to[i] = (from[i] - mean) / deviation;
        }
        return new Dataset(data.classes(), data.labels(), to, data.bands(), data.frames());
    }
}
