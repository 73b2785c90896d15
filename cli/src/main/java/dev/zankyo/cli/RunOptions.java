package dev.zankyo.cli;

import dev.zankyo.InputException;
import dev.zankyo.train.CheckpointFolder;
import dev.zankyo.train.RunCheckpoints;
import dev.zankyo.train.RunDirectory;
import dev.zankyo.train.RunFacts;
import dev.zankyo.train.SavedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a run is kept, and whether it begins or continues. */
final class RunOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "zankyo-run",
            description = "Where model, history and metrics go, replacing those of an earlier run."
                    + " Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            defaultValue = "500",
            description = "Steps from one checkpoint to the next, beside those at the end of every epoch."
                    + " Default: ${DEFAULT-VALUE}.")
    private long every;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Continue the unfinished run in this folder, with its own options; the model comes out"
                    + " byte for byte as if it had never stopped.")
    private Path resume;

    @Option(names = "--restart", description = "Begin anew where an unfinished run is.")
    private boolean restart;

    /**
     * The run to continue, if one is; then all options of the command are set to those it was begun with and those given
     * now.
     */
    Optional<SavedRun> saved() {
        if (every < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--checkpoint-every: must be a positive number; got " + every);
        }
        if (resume == null) {
            requireFinished();
            return Optional.empty();
        }
        if (restart) {
            throw new ParameterException(spec.commandLine(), "--restart: begins anew, which --resume does not");
        }
        Path folder = resume;
        SavedRun run = checkpoints(folder)
                .newest(spec.commandLine().getErr()::println)
                .orElseThrow(
                        () -> new InputException(folder + ": must hold an unfinished run; there is no checkpoint"));
        Arguments given = Arguments.given(spec).without("--resume").with("--out", folder.toString());
        Arguments.of(run.arguments(), spec, folder.toString()).with(given).apply(spec);
        return Optional.of(run);
    }

    private void requireFinished() {
        if (!restart && !checkpoints(out).isEmpty()) {
            throw new InputException(
                    out + ": holds an unfinished run; expected to be told what to do with it (continue it: "
                            + resumption() + "; or begin anew with --restart; or choose another folder with --out)");
        }
    }

    private static CheckpointFolder checkpoints(Path folder) {
        return RunDirectory.at(folder).checkpoints();
    }

    /** Refuses to continue a run with other options or data than it was begun with, naming them. */
    void requireSame(RunFacts begun, RunFacts now) {
        begun.requireSame(
                now, out.toString(), "give the run the data and options it began with, or begin anew with --restart");
    }

    RunDirectory directory() {
        return RunDirectory.at(out);
    }

    RunCheckpoints checkpoints(RunFacts facts, List<String> arguments, Optional<SavedRun> saved) {
        return new RunCheckpoints(directory(), every, facts, arguments, saved.map(SavedRun::checkpoint));
    }

    /** The command that continues the run. */
    String resumption() {
        return Invocation.again("train", "--resume", out);
    }
}
