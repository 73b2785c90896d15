package dev.zankyo.cli.options;

import dev.zankyo.RowFiles;
import dev.zankyo.TrainingData;
import dev.zankyo.TrainingOptions;
import dev.zankyo.cli.terminal.DataView;
import dev.zankyo.data.CsvDataset;
import dev.zankyo.data.CsvReader;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Layout;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.model.ResNetConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The option for the layout of CSV files, and the cache for reading them. */
public final class LayoutOption {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            defaultValue = "auto",
            description = "Order of values in CSV rows: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Layout layout;

    @Mixin
    private CacheOptions cache;

    /** Returns a reader of rows that fit a network. */
    public CsvReader reader(ResNetConfig config) {
        return reader(config, layout);
    }

    /** Returns a reader of rows that fit a network, in a known layout. */
    public CsvReader reader(ResNetConfig config, Layout known) {
        return new CsvReader(config.bands(), config.frames(), known, cache.cache());
    }

    /** Returns the rows of a training file, in the layout that the user named. */
    public RowFiles rows(Path training) {
        return TrainingData.csv(training).layout(layout);
    }

    /** Returns the settings with the cache that the user chose. */
    public TrainingOptions applied(TrainingOptions options) {
        return cache.applied(options);
    }

    /** Returns a listener that shows the progress of reading files. */
    public ReadingListener view() {
        return cache.view();
    }

    /** Returns the rows of a file and prints one line on standard error about them. */
    public Dataset announced(Path file, CsvDataset read) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(DataView.note(file, read.data(), read.layout()));
        err.flush();
        return read.data();
    }
}
