package dev.zankyo.data;

/** A maker of standardized data sets in memory, for comparison with rows that are standardized when read. */
public final class Standardized {
    private Standardized() {}

    /** Returns a standardized copy of the data set. */
    public static Dataset copy(Dataset data, Standardization standardization) {
        float[] values = data.values();
        standardization.apply(values, 0, values.length);
        return new Dataset(data.classes(), data.labels(), values, data.bands(), data.frames());
    }
}
