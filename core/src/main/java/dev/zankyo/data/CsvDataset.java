package dev.zankyo.data;

/**
 * What a CSV file held.
 *
 * @param data its rows, band-major
 * @param layout the order its values were in
 */
public record CsvDataset(Dataset data, LayoutChoice layout) {}
