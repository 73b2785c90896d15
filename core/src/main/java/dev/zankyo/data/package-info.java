/**
 * Examples to learn from: the {@link dev.zankyo.data.Dataset}, how it is {@linkplain dev.zankyo.data.CsvReader read} from and
 * {@linkplain dev.zankyo.data.CsvWriter written} to CSV in either {@link dev.zankyo.data.Layout}, where a large one is
 * {@linkplain dev.zankyo.data.RowCache kept}, how its values are {@linkplain dev.zankyo.data.Standardization standardised},
 * and one made {@linkplain dev.zankyo.data.SyntheticDataset from a seed}.
 */
package dev.zankyo.data;
