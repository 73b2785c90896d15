package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.audio.Span;
import dev.zankyo.io.FileError;
import dev.zankyo.sounds.ColumnChoice.Times;
import dev.zankyo.sounds.TextTable.Row;

/** A reader of a segment's times from the cells of a row. */
final class SpanCells {
    private SpanCells() {}

    /**
     * Returns the segment of a row.
     *
     * @throws InputException if a cell is missing or no number, or the segment has no length
     */
    static Span span(TextTable table, Row row, Times times) {
        Subject where = Subject.file(table.file()).line(row.line());
        double start = number(where, row, times.start()) * times.scale();
        double end = number(where, row, times.end()) * times.scale();
        if (times.offset() >= 0) {
            double within = number(where, row, times.offset());
            end += within - start;
            start = within;
        }
        try {
            return new Span(start, end, times.unit());
        } catch (InputException e) {
            throw e.in(where);
        }
    }

    private static double number(Subject where, Row row, int column) {
        String cell = column < row.cells().size() ? row.cells().get(column) : "";
        try {
            return Double.parseDouble(cell.replace(',', '.'));
        } catch (NumberFormatException e) {
            throw InputException.of(where, "times of a segment must be numbers")
                    .got("\"" + FileError.printable(cell) + "\" in column " + (column + 1));
        }
    }
}
