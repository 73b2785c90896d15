/**
 * Data sets of rows. A {@link dev.zankyo.data.Dataset} is {@linkplain dev.zankyo.data.CsvReader read} from and
 * {@linkplain dev.zankyo.data.CsvWriter written} to CSV in either {@link dev.zankyo.data.Layout}. A large one is stored
 * in a {@linkplain dev.zankyo.data.RowCache cache}. Values are {@linkplain dev.zankyo.data.Standardization
 * standardized}. One data set is {@linkplain dev.zankyo.data.SyntheticDataset generated from a seed}.
 */
package dev.zankyo.data;
