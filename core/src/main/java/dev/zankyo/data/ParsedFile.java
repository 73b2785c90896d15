package dev.zankyo.data;

import dev.zankyo.data.LabelColumn.Label;
import java.util.List;
import java.util.function.Function;

/**
 * The content of a CSV file before its classes and its layout are known.
 *
 * @param labels the labels in the order of their first rows
 * @param rows for each row the index of its label; -1 for none
 * @param smoothness smoothness of the rows in either layout
 * @param values returns the values, given their layout
 */
record ParsedFile(List<Label> labels, int[] rows, Smoothness smoothness, Function<Layout, Rows> values) {}
