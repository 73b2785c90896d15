package dev.zankyo.data;

import dev.zankyo.data.LabelColumn.Label;
import java.util.List;
import java.util.function.Function;

/**
 * What stands in a CSV file, before it is known what the classes are and which layout to read it in.
 *
 * @param labels the labels in the order of their first rows
 * @param rows the label of each row, as its index there, or -1
 * @param smoothness how smooth the rows are in either layout
 * @param values the values, when told the layout they are in
 */
record ParsedFile(List<Label> labels, int[] rows, Smoothness smoothness, Function<Layout, Rows> values) {}
