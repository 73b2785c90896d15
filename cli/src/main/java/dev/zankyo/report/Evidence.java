package dev.zankyo.report;

import dev.zankyo.audio.Recording;
import dev.zankyo.data.Dataset;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Rows with their origin, and their sounds where they are known.
 *
 * @param origin the source of the rows, such as a folder or a file
 * @param rows the input of the network: spectrograms
 * @param names the name of a row, counted from 0, on the page, such as its file's name
 * @param sounds the recording of a row, if it is known and can still be read
 */
public record Evidence(
        String origin, Dataset rows, IntFunction<String> names, IntFunction<Optional<Recording>> sounds) {

    /** Returns the origin and the number of rows. */
    String summary() {
        return origin + ", " + Words.count(rows.size(), "row", "rows");
    }

    /** Returns the values of a row, band-major. */
    float[] values(int row) {
        float[] values = new float[rows.rowSize()];
        rows.copyRow(row, values, 0);
        return values;
    }

    /** Returns the class of a labeled row. */
    String label(int row) {
        return rows.classes().get(rows.labels()[row]);
    }
}
