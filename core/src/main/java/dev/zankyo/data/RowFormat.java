package dev.zankyo.data;

import dev.zankyo.io.FileError;
import java.util.ArrayList;
import java.util.List;

/**
 * The format of a CSV file of rows, as it was recognized.
 *
 * @param separator the character between values: comma, semicolon or tab
 * @param decimalComma whether decimals follow a comma rather than a point
 * @param header whether the first line is a header
 * @param index whether the first column is an index
 * @param label the column of the label, from 0; -1 for none
 * @param last whether the label is the last column
 * @param labelName the name in the header by which the label column was recognized; empty if it was not recognized by
 *     name
 */
public record RowFormat(
        char separator,
        boolean decimalComma,
        boolean header,
        boolean index,
        int label,
        boolean last,
        String labelName) {
    /** The usual format: no header, no index, the label first, commas between values. */
    static final RowFormat USUAL = new RowFormat(',', false, false, false, 0, false, "");

    /** Returns where the label is, to read another file in the same way. */
    public LabelPosition position() {
        return last ? LabelPosition.LAST : LabelPosition.AUTO;
    }

    /** Returns this format of rows without a label, whose first column turned out to be an index. */
    RowFormat withIndexForLabel() {
        return new RowFormat(separator, decimalComma, header, true, -1, false, "");
    }

    /** Returns what is unusual about the format, in a line for the user; empty for the usual format. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (header) {
            parts.add("header line skipped");
        }
        if (index) {
            parts.add("index column skipped");
        }
        if (!labelName.isEmpty()) {
            parts.add("label in column " + (label + 1) + ", named \"" + FileError.printable(labelName) + "\"");
        } else if (last) {
            parts.add("label in the last column");
        }
        if (separator != ',') {
            parts.add("values separated by " + (separator == ';' ? "semicolons" : "tabs"));
        }
        if (decimalComma) {
            parts.add("decimals after a comma");
        }
        return String.join(", ", parts);
    }
}
