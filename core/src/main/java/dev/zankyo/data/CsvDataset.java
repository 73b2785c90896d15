package dev.zankyo.data;

/**
 * The content of a CSV file.
 *
 * @param data its rows, band-major
 * @param layout the layout of its values in the file
 * @param format the format of the file
 */
public record CsvDataset(Dataset data, LayoutChoice layout, RowFormat format) {}
