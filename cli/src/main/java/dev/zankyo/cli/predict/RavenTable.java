package dev.zankyo.cli.predict;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.io.FileError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A printer of a selection table for Raven: columns separated by tabs, and a line per segment. Times are seconds in the
 * recording that the column {@code Begin File} names; frequencies are the range of the model's front end.
 */
final class RavenTable extends SegmentPrinter {
    private static final String HEADER = String.join(
            "\t",
            "Selection",
            "View",
            "Channel",
            "Begin Time (s)",
            "End Time (s)",
            "Low Freq (Hz)",
            "High Freq (Hz)",
            "Class",
            "Score",
            "Begin File");

    private final double low;
    private final double high;
    private final PrintWriter out;
    private int selections;

    RavenTable(Printing settings, PrintWriter out, PrintWriter err) {
        super(settings, err);
        low = settings.frontEnd().map(LogMelSpec::fMin).orElse(0.0);
        high = settings.frontEnd().map(LogMelSpec::fMax).orElse(0.0);
        this.out = out;
        out.print(HEADER + "\n");
        out.flush();
    }

    @Override
    void print(Path file, double start, double end, String label, double probability) {
        out.print(String.format(
                Locale.ROOT,
                "%d\tSpectrogram 1\t1\t%.6f\t%.6f\t%.1f\t%.1f\t%s\t%.4f\t%s\n",
                ++selections,
                start,
                end,
                low,
                high,
                FileError.escaped(label),
                probability,
                FileError.escaped(String.valueOf(file.getFileName()))));
        out.flush();
    }
}
