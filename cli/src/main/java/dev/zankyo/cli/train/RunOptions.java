package dev.zankyo.cli.train;

import dev.zankyo.InputException;
import dev.zankyo.cli.options.Arguments;
import dev.zankyo.cli.options.Invocation;
import dev.zankyo.train.CheckpointFolder;
import dev.zankyo.train.RunCheckpoints;
import dev.zankyo.train.RunDirectory;
import dev.zankyo.train.RunFacts;
import dev.zankyo.train.RunLock;
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
final class RunOptions implements AutoCloseable {
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

    @Option(
            names = "--inexact",
            description = "With --resume: continue the run even where it cannot come out byte for byte the same, with"
                    + " another processor, Java or version of the program; its record tells of the change.")
    private boolean inexact;

    @Option(names = "--restart", description = "Begin anew where an unfinished run is.")
    private boolean restart;

    /** As soon as it is known that there is something to do in the folder. */
    private RunLock lock;

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
            if (inexact) {
                throw new ParameterException(spec.commandLine(), "--inexact: goes with --resume only");
            }
            if (directory().wasLocked()) {
                lock(out);
            }
            requireFinished();
            return Optional.empty();
        }
        if (restart) {
            throw new ParameterException(spec.commandLine(), "--restart: begins anew, which --resume does not");
        }
        Path folder = resume;
        CheckpointFolder checkpoints = RunDirectory.at(folder).checkpoints();
        if (checkpoints.isEmpty()) {
            throw new InputException(folder + ": must hold an unfinished run; there is no checkpoint");
        }
        lock(folder);
        SavedRun run = checkpoints
                .newest(spec.commandLine().getErr()::println)
                .orElseThrow(() -> new InputException(folder + ": must hold an unfinished run; it is finished"));
        Arguments given = Arguments.given(spec).without("--resume").with("--out", folder.toString());
        Arguments.of(run.arguments(), spec, folder.toString()).with(given).apply(spec);
        return Optional.of(run);
    }

    private void lock(Path folder) {
        lock = RunDirectory.at(folder).lock(spec.commandLine().getErr()::println);
    }

    private void requireFinished() {
        if (!restart && !directory().checkpoints().isEmpty()) {
            throw new InputException(
                    out + ": holds an unfinished run; expected to be told what to do with it (continue it: "
                            + resumption() + "; or begin anew with --restart; or choose another folder with --out)");
        }
    }

    /**
     * The facts of a run as it goes on here.
     *
     * @throws InputException if it was begun with other options or data, or if it cannot come out the same here, unless it
     *     need not; the message names what changed
     */
    RunFacts continued(SavedRun begun, RunFacts now) {
        begun.facts()
                .requireSame(
                        now,
                        out.toString(),
                        "give the run the data and options it began with, or begin anew with --restart");
        List<String> changes = begun.facts().platformChanges(now);
        if (!changes.isEmpty() && !inexact) {
            throw new InputException(out + ": would not come out byte for byte the same here; "
                    + String.join("; ", changes)
                    + " (continue it where it began, or with --inexact, or begin anew with --restart)");
        }
        changes.forEach(spec.commandLine().getErr()::println);
        return begun.facts().continuedOn(now, begun.checkpoint().state().step());
    }

    /** Makes the run's folder; no other process trains into it from now on. */
    void claim() {
        if (lock == null) {
            lock(out);
            requireFinished(); // another process may have come and gone
        }
    }

    RunDirectory directory() {
        return RunDirectory.at(out);
    }

    /** Lets other processes train into the folder. */
    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }

    RunCheckpoints checkpoints(RunFacts facts, List<String> arguments, Optional<SavedRun> saved) {
        return new RunCheckpoints(directory(), every, facts, arguments, saved.map(SavedRun::checkpoint));
    }

    /** The command that continues the run. */
    String resumption() {
        return Invocation.again("train", "--resume", out);
    }
}
