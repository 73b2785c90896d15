package dev.zankyo.report;

import dev.zankyo.audio.Recording;
import dev.zankyo.data.Dataset;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Rows with their origin, and their sounds where they are known.
 *
 * @param origin the source of the rows, such as a folder or a file
 * @param rows the input of the network: spectrograms
 * @param names the name of a row, counted from 0, on the page, such as its file's name
 * @param sounds the recording of a row, if it is known and can still be read
 * @param clips the file and the length of a row, if it is a recording or a segment of one
 * @param page the page that shows the rows, from which links to sound files start; without it, there are no links
 */
public record Evidence(
        String origin,
        Dataset rows,
        IntFunction<String> names,
        IntFunction<Optional<Recording>> sounds,
        IntFunction<Optional<Clip>> clips,
        Optional<Path> page) {

    /**
     * The place of a row's sound.
     *
     * @param file the sound file, if there is one
     * @param segment whether the row's sound is a segment of the file
     * @param start seconds from the start of the file to the start of the row's sound
     * @param seconds the length of the row's sound
     */
    public record Clip(Optional<Path> file, boolean segment, double start, double seconds) {}

    /** Makes rows that are not yet on a page. */
    public Evidence(
            String origin,
            Dataset rows,
            IntFunction<String> names,
            IntFunction<Optional<Recording>> sounds,
            IntFunction<Optional<Clip>> clips) {
        this(origin, rows, names, sounds, clips, Optional.empty());
    }

    /** Makes rows whose sounds have no files and no known length. */
    public Evidence(String origin, Dataset rows, IntFunction<String> names, IntFunction<Optional<Recording>> sounds) {
        this(origin, rows, names, sounds, row -> Optional.empty());
    }

    /** Returns the same rows on a page, which need not exist yet. */
    public Evidence on(Path file) {
        return new Evidence(origin, rows, names, sounds, clips, Optional.of(file));
    }

    /** Returns the origin and the number of rows. */
    String summary() {
        return origin + ", " + Words.count(rows.size(), "row", "rows");
    }

    /** Returns the name of a row in a table: the recording's, or the row's number, counted from 1. */
    String shortName(int row) {
        return clips.apply(row).flatMap(Clip::file).isPresent() ? names.apply(row) : Integer.toString(row + 1);
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
