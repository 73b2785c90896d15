package dev.zankyo.cli.options;

import dev.zankyo.RowFiles;
import dev.zankyo.TrainingData;
import dev.zankyo.TrainingOptions;
import dev.zankyo.cli.terminal.DataView;
import dev.zankyo.data.CsvDataset;
import dev.zankyo.data.CsvReader;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.LabelPosition;
import dev.zankyo.data.Layout;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.io.FileError;
import dev.zankyo.model.ResNetConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options for the order of columns in CSV files, and the cache for reading them. */
public final class LayoutOption {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            defaultValue = "auto",
            description = "Order of values in CSV rows: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Layout layout;

    @Option(
            names = "--label-position",
            paramLabel = "P",
            defaultValue = "auto",
            description = "Label column in CSV: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private LabelPosition labelPosition;

    @Mixin
    private CacheOptions cache;

    /** Returns a reader of rows that fit a network. */
    public CsvReader reader(ResNetConfig config) {
        return new CsvReader(config.bands(), config.frames(), layout, labelPosition, cache.cache());
    }

    /** Returns the rows of a training file, with the layout and the label column that the user chose. */
    public RowFiles rows(Path training) {
        return TrainingData.csv(training).layout(layout).labelPosition(labelPosition);
    }

    /** Returns the settings with the cache that the user chose. */
    public TrainingOptions applied(TrainingOptions options) {
        return cache.applied(options);
    }

    /** Returns a listener that shows the progress of reading files. */
    public ReadingListener view() {
        return cache.view();
    }

    /** Returns the rows of a file. Prints a line about them on standard error, and a note on an unusual format. */
    public Dataset announced(Path file, CsvDataset read) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(DataView.note(file, read.data(), read.layout()));
        String unusual = read.format().toString();
        if (!unusual.isEmpty()) {
            err.println("note: " + FileError.printable(file.toString()) + ": " + unusual);
        }
        err.flush();
        return read.data();
    }
}
