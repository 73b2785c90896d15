package dev.zankyo.cli.predict;

import dev.zankyo.io.FileError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** A printer of a label track for Audacity: start and end in seconds and the class, separated by tabs, per segment. */
final class AudacityLabels extends SegmentPrinter {
    private final PrintWriter out;

    AudacityLabels(Printing settings, PrintWriter out, PrintWriter err) {
        super(settings, err);
        this.out = out;
    }

    @Override
    void print(Path file, double start, double end, String label, double probability) {
        out.print(String.format(Locale.ROOT, "%.6f\t%.6f\t%s\n", start, end, FileError.escaped(label)));
        out.flush();
    }
}
