package dev.zankyo.cli.terminal;

import dev.zankyo.data.ReadingListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A view of the reading of large files: a bar on a terminal, and a line when a file is parsed. */
public final class ReadingView implements ReadingListener {
    private static final int MEBI = 1 << 20;
    private static final int UPDATE_MILLIS = 200;

    private final PrintWriter err;
    private final Path folder;
    private final boolean watched;
    private StatusLine line;
    private ProgressBar bar;

    /** Makes a view of reads whose rows are cached in {@code folder}; draws a bar if {@code watched}. */
    public ReadingView(PrintWriter err, Path folder, boolean watched) {
        this.err = err;
        this.folder = folder;
        this.watched = watched;
    }

    @Override
    public void onBegin(Work work, Path csv, long bytes) {
        if (work == Work.PARSING) {
            err.println(String.format(
                    Locale.ROOT, "%s: parsing %d MiB once; the rows are cached in %s", csv, bytes / MEBI, folder));
            err.flush();
        }
        if (watched) {
            line = new StatusLine(err, Terminal.columns());
            bar = new ProgressBarBuilder()
                    .setTaskName(work.name().toLowerCase(Locale.ROOT))
                    .setInitialMax(bytes)
                    .setUnit(" MiB", MEBI)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .setConsumer(line)
                    .build();
        }
    }

    @Override
    public void onRead(long bytes) {
        if (bar != null) {
            bar.stepTo(bytes);
        }
    }

    @Override
    public void onEnd() {
        if (bar != null) {
            bar.close();
            line.close();
            bar = null;
        }
    }

    @Override
    public void onProblem(String trouble) {
        err.println(OptionName.in(trouble));
        err.flush();
    }
}
