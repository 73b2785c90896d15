package dev.zankyo.cli.terminal;

import dev.zankyo.data.ReadingListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A view of the reading of large files: a bar on a terminal, and a line when a file is parsed. */
public final class ReadingView implements ReadingListener {
    private static final int MEBI = 1 << 20;

    private final PrintWriter err;
    private final Path folder;
    private long size;
    private Bar bar;

    /** Makes a view of reads whose rows are cached in {@code folder}. */
    public ReadingView(PrintWriter err, Path folder) {
        this.err = err;
        this.folder = folder;
    }

    @Override
    public void onBegin(Work work, Path csv, long bytes) {
        if (work == Work.PARSING) {
            err.println(String.format(
                    Locale.ROOT, "%s: parsing %d MiB once; the rows are cached in %s", csv, bytes / MEBI, folder));
            err.flush();
        }
        size = bytes;
        bar = Screen.of(err)
                .map(screen -> new Bar(screen, work.name().toLowerCase(Locale.ROOT)))
                .orElse(null);
    }

    @Override
    public void onRead(long bytes) {
        if (bar != null) {
            bar.show(List.of(bytes / MEBI + "/" + size / MEBI + " MiB"));
            bar.moveTo((double) bytes / Math.max(1, size));
        }
    }

    @Override
    public void onEnd() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public void onProblem(String trouble) {
        err.println(OptionName.in(trouble));
        err.flush();
    }
}
