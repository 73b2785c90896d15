package dev.zankyo.cli.options;

import dev.zankyo.Recordings;
import dev.zankyo.RowFiles;
import picocli.CommandLine.Option;

/** The options for the training data: the size of CSV rows, and what happens if the doctor finds a problem. */
public final class CheckOptions {
    @Option(names = "--bands", paramLabel = "N", description = "Frequency bands of a CSV row (default: 20).")
    private Integer bands;

    @Option(names = "--frames", paramLabel = "N", description = "Frames of a CSV row (default: 50).")
    private Integer frames;

    @Option(names = "--strict", description = "Stop if the check of the data finds a problem.")
    private boolean strict;

    /** Returns the recordings with these options. */
    public Recordings applied(Recordings recordings) {
        return strict ? recordings.strict() : recordings;
    }

    /** Returns the rows with these options. */
    public RowFiles applied(RowFiles rows) {
        RowFiles sized = bands == null ? rows : rows.bands(bands);
        sized = frames == null ? sized : sized.frames(frames);
        return strict ? sized.strict() : sized;
    }
}
