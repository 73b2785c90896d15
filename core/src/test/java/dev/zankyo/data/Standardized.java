package dev.zankyo.data;

/** Standardised data sets in memory, for comparisons with what is standardised on the way. */
public final class Standardized {
    private Standardized() {}

    /** A standardised copy of the data set. */
    public static Dataset copy(Dataset data, Standardization standardization) {
        float[] values = data.values();
        standardization.apply(values, 0, values.length);
        return new Dataset(data.classes(), data.labels(), values, data.bands(), data.frames());
    }
}
