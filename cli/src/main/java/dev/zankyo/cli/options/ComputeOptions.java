package dev.zankyo.cli.options;

import dev.zankyo.TrainingOptions;
import dev.zankyo.backend.Backends;
import dev.zankyo.backend.Backends.Selection;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.LimitedBackend;
import dev.zankyo.backend.Precision;
import dev.zankyo.cli.terminal.OptionName;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.model.TrainedModel;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of the hardware: backend, threads, precision and memory. */
public final class ComputeOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = Backends.AUTO,
            description = "Backend; see 'zankyo backends' (default: ${DEFAULT-VALUE}).")
    private String backend;

    @Mixin
    private ThreadsOption threads;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            defaultValue = "float32",
            description =
                    "Number format: float32, or bfloat16, up to twice as fast on processors that support it (default: "
                            + "${DEFAULT-VALUE}).")
    private Precision precision;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = MemorySize.class,
            description = "Memory limit, such as 512m or 4g; a run that needs more does not start (default: "
                    + "the machine's memory).")
    private Long memory;

    /** Returns the settings with the values of these options. */
    public TrainingOptions applied(TrainingOptions options) {
        TrainingOptions computing = options.backend(backend).threads(threads()).precision(precision);
        return memory == null ? computing : computing.memoryLimit(memory);
    }

    /**
     * Returns the backend that the user named, without printing a message. If the command then refuses its files, the
     * refusal is the only line.
     */
    public Selection choose() {
        threads();
        Selection selection = Backends.select(backend);
        long memoryLimit = memory == null ? MemorySize.ofMachine() : memory;
        return new Selection(new LimitedBackend(selection.backend(), memoryLimit), selection.reason());
    }

    /** Returns a predictor of the model on the named backend and prints one line that names the backend. */
    public Predictor predictor(TrainedModel model) {
        Selection selection = choose();
        Predictor predictor = Predictor.of(model, selection.backend(), threads(), precision);
        announced(selection);
        return predictor;
    }

    /** Prints one line on standard error that names the backend, and returns the backend. */
    public ComputeBackend announced(Selection selection) {
        int most = threads();
        PrintWriter err = spec.commandLine().getErr();
        err.println("backend " + OptionName.in(selection.reason()) + ", " + most + (most == 1 ? " thread" : " threads")
                + (precision == Precision.FLOAT32 ? "" : ", " + precision));
        err.flush();
        return selection.backend();
    }

    /** Returns the precision that the user chose. */
    public Precision precision() {
        return precision;
    }

    /** Returns the maximum number of threads. */
    public int threads() {
        return threads.most();
    }
}
