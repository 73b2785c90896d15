package dev.zankyo.cli.train;

import dev.zankyo.Subject;
import dev.zankyo.TrainingRun;
import dev.zankyo.cli.options.Arguments;
import dev.zankyo.cli.options.Invocation;
import dev.zankyo.run.RunDirectory;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of the run folder, and of resuming or restarting a run. */
final class RunOptions implements AutoCloseable {
    private static final Path DEFAULT = Path.of("zankyo-run");

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", description = "Run folder (default: zankyo-run, numbered if taken).")
    private Path out;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            defaultValue = "500",
            description = "Steps between checkpoints (default: ${DEFAULT-VALUE}).")
    private long every;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Continue the run in DIR; a finished one needs more --epochs.")
    private Path resume;

    @Option(names = "--inexact", description = "With --resume: accept another machine or version.")
    private boolean inexact;

    @Option(names = "--restart", description = "Discard the interrupted run in the --out folder.")
    private boolean restart;

    @Option(names = "--overwrite", description = "Replace the finished run in the --out folder.")
    private boolean overwrite;

    private TrainingRun run;

    /** Opens the run. A resumed run gets the options that it was started with, replaced by those given now. */
    TrainingRun open() {
        if (every < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--checkpoint-every: must be a positive number; got " + every);
        }
        Consumer<String> notes = spec.commandLine().getErr()::println;
        var options = dev.zankyo.RunOptions.defaults()
                .checkpointEvery(every)
                .restart(restart)
                .overwrite(overwrite)
                .inexact(inexact);
        if (resume == null) {
            if (inexact) {
                throw new ParameterException(spec.commandLine(), "--inexact: needs --resume");
            }
            out = out == null ? defaultFolder(notes) : out;
            run = TrainingRun.begin(out, options, notes);
            return run;
        }
        if (restart || overwrite) {
            String given = restart ? "--restart" : "--overwrite";
            throw new ParameterException(spec.commandLine(), given + ": must not be given together with --resume");
        }
        Path folder = resume;
        run = TrainingRun.resume(folder, options, notes);
        Arguments given = Arguments.given(spec).without("--resume").with("--out", folder.toString());
        Arguments.of(run.arguments(), spec, Subject.file(folder)).with(given).apply(spec);
        return run;
    }

    /**
     * Returns the folder of a run for which the user names none. It holds no finished run, unless the user wants to
     * replace that.
     */
    private Path defaultFolder(Consumer<String> notes) {
        Path folder = overwrite ? DEFAULT : RunDirectory.unused(DEFAULT);
        if (!folder.equals(DEFAULT)) {
            notes.accept(DEFAULT + " holds a finished run; this run goes to " + folder);
        }
        return folder;
    }

    /** Releases the run folder for other processes. */
    @Override
    public void close() {
        if (run != null) {
            run.close();
        }
    }

    /** Returns the command that continues the run. */
    String resumption() {
        return Invocation.again("train", "--resume", out);
    }
}
