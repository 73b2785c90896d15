package dev.zankyo.cli.train;

import dev.zankyo.InputException;
import dev.zankyo.PreparedTraining;
import dev.zankyo.Subject;
import dev.zankyo.cli.options.Arguments;
import dev.zankyo.cli.options.ByName;
import dev.zankyo.cli.terminal.OptionName;
import dev.zankyo.cli.terminal.PrintableWriter;
import dev.zankyo.cli.terminal.ProgressView;
import dev.zankyo.run.RunDirectory;
import dev.zankyo.run.RunFacts;
import dev.zankyo.run.RunRecord;
import dev.zankyo.train.Checkpointing;
import dev.zankyo.train.EpochResult;
import dev.zankyo.train.Trace;
import dev.zankyo.train.TrainingListener;
import dev.zankyo.train.TrainingResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that repeats a finished run and compares the result. */
@Command(
        customSynopsis = "zankyo verify [OPTIONS] DIR",
        description = "Repeats a training run and compares it bit by bit.",
        footerHeading = "%nExamples:%n",
        footer = {"  zankyo verify zankyo-run", "  zankyo verify runs/birds"})
public final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Run folder that 'train' has written.")
    private Path folder;

    /** An exception that ends the repetition at the first step that differs. */
    private static final class DifferentException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DifferentException(String message) {
            super(message, null, false, false);
        }
    }

    @Override
    public Integer call() {
        RunRecord record = RunDirectory.at(folder).readRecord();
        record.facts().continuedAfter().ifPresent(epochs -> {
            throw InputException.of(Subject.file(folder), "must be a run that was trained at once")
                    .got("one that was continued after epochs " + epochs);
        });
        TrainCommand train = train(record);
        PreparedTraining job = train.prepare();
        RunFacts facts = job.facts();
        record.facts().requireSame(facts, folder, "verify it with the data and the machine it was trained with");
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        PrintableWriter.forPeople(out);
        try (ProgressView progress = ProgressView.of(err, () -> begin(train.notes(job.data()), job, record, facts))) {
            TrainingResult result = job.train(new Comparison(record.trace(), progress), Checkpointing.NONE);
            String weights = RunRecord.of(result, job.selection().backend(), record.facts(), record.arguments())
                    .weights();
            requireSame("weights of the model", record.weights(), weights);
        } catch (DifferentException e) {
            out.println("differs: " + e.getMessage());
            return 1;
        }
        int epochs = record.trace().weights().size();
        out.println("identical, bit for bit: " + record.trace().steps() + " steps, weights of " + epochs
                + (epochs == 1 ? " epoch" : " epochs") + " and of the model");
        return 0;
    }

    private void begin(List<String> notes, PreparedTraining job, RunRecord record, RunFacts facts) {
        PrintWriter err = spec.commandLine().getErr();
        notes.forEach(err::println);
        err.println("backend " + OptionName.in(job.selection().reason()));
        record.facts().platformChanges(facts).forEach(err::println);
        record.environmentChanges(RunRecord.environment(job.selection().backend()))
                .forEach(err::println);
        err.flush();
    }

    private TrainCommand train(RunRecord record) {
        TrainCommand train = new TrainCommand();
        CommandLine command = ByName.registerIn(new CommandLine(train))
                .setOut(spec.commandLine().getOut())
                .setErr(spec.commandLine().getErr());
        Arguments.of(record.arguments(), command.getCommandSpec(), Subject.file(folder));
        return train;
    }

    private static void requireSame(String what, Object expected, Object got) {
        if (!got.equals(expected)) {
            throw new DifferentException(what + "; expected " + expected + ", got " + got);
        }
    }

    /** A listener that compares the trace with the recorded one as it grows. */
    private record Comparison(Trace expected, TrainingListener view) implements TrainingListener {

        @Override
        public void onTrace(Trace trace) {
            int step = trace.steps() - 1;
            if (step >= expected.steps()) {
                throw new DifferentException("the run had only " + expected.steps() + " steps");
            }
            if (Float.floatToRawIntBits(trace.loss(step)) != Float.floatToRawIntBits(expected.loss(step))) {
                requireSame("loss of step " + (step + 1), expected.loss(step), trace.loss(step));
            }
            if (trace.outputs(step) != expected.outputs(step)) {
                requireSame(
                        "outputs of step " + (step + 1) + ", as a hash", expected.outputs(step), trace.outputs(step));
            }
            int epoch = trace.weights().size();
            if (epoch > 0) {
                requireSame(
                        "weights after epoch " + epoch,
                        expected.weights().get(epoch - 1),
                        trace.weights().getLast());
            }
        }

        @Override
        public void onBegin() {
            view.onBegin();
        }

        @Override
        public void onStep(Progress progress) {
            view.onStep(progress);
        }

        @Override
        public void onEpoch(EpochResult epoch) {
            view.onEpoch(epoch);
        }
    }
}
