package dev.zankyo.data;

import dev.zankyo.data.LabelColumn.Label;
import java.util.List;
import java.util.function.Function;

/**
 * The content of a CSV file before its classes and its layout are known.
 *
 * @param labels the labels in the order of their first rows
 * @param rows for each row the index of its label; -1 for none
 * @param format the format of the file
 * @param smoothness smoothness of the rows in either layout
 * @param values a function that returns the values for a given layout
 */
record ParsedFile(
        List<Label> labels, int[] rows, RowFormat format, Smoothness smoothness, Function<Layout, Rows> values) {

    /** Returns whether the labels are consecutive numbers, one more in every row, from 0 or 1. */
    boolean labelsCountRows() {
        if (labels.size() != rows.length) {
            return false;
        }
        String first = labels.get(0).name();
        if (!first.equals("0") && !first.equals("1")) {
            return false;
        }
        for (int row = 0; row < rows.length; row++) {
            if (!labels.get(row).name().equals(Integer.toString(Integer.parseInt(first) + row))) {
                return false;
            }
        }
        return true;
    }
}
