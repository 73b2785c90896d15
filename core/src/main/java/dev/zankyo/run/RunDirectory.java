package dev.zankyo.run;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.io.FileError;
import dev.zankyo.io.Json;
import dev.zankyo.model.ModelFile;
import dev.zankyo.train.EpochResult;
import dev.zankyo.train.TrainingResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/**
 * The folder of a training run. {@code run.json} and {@code steps.csv} are the {@linkplain RunRecord record of the
 * run}. {@code training-data.csv} and {@code test-files.txt} are the {@linkplain DataRecord record of its data}. The
 * results are {@code model.safetensors}, {@code history.csv} with one line per epoch, and {@code metrics.json}. Each
 * file is written atomically. The metrics are written last: if they exist, the other files do. While a run is
 * unfinished, the folder {@code checkpoints} holds what is needed to continue it. A process that trains into the folder
 * {@linkplain #lock locks} it.
 */
public final class RunDirectory {
    private static final String FILES = "model\\.safetensors|history\\.csv|metrics\\.json|run\\.json|steps\\.csv"
            + "|report\\.html|model-card\\.md|predictions\\.csv|training-data\\.csv|test-files\\.txt";

    private final Path folder;

    private RunDirectory(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens a folder. It is created, with its parents, when something is first written to it; until then existing files
     * stay.
     *
     * @throws InputException if it can be known in advance that the folder cannot be created or written to
     */
    public static RunDirectory at(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw InputException.of(Subject.file(folder), "could not be made; a file is in the way");
        }
        if (!Files.isWritable(existing)) {
            throw InputException.of(Subject.file(folder), "must be writable; permission denied")
                    .remedy("choose another with {runFolder}");
        }
        return new RunDirectory(folder);
    }

    /**
     * Opens the folder of a finished run for reading.
     *
     * @throws InputException if it holds none
     */
    public static RunDirectory finished(Path folder) {
        var run = new RunDirectory(folder);
        if (!Files.isDirectory(folder)) {
            throw InputException.of(Subject.file(folder), "must be the folder of a training run")
                    .got(Files.exists(folder) ? "a file" : "no folder");
        }
        if (!run.checkpoints().isEmpty()) {
            throw InputException.of(Subject.file(folder), "must be a finished run")
                    .got("one that is unfinished")
                    .remedy("finish it first with {resume}");
        }
        if (!Files.exists(run.metrics()) || !Files.exists(run.record())) {
            throw InputException.of(Subject.file(folder), "must be the folder of a finished training run")
                    .got("no metrics.json and run.json");
        }
        return run;
    }

    /** Returns whether a folder is that of a finished run, which {@link #finished} opens. */
    public static boolean isFinished(Path folder) {
        var run = new RunDirectory(folder);
        return run.checkpoints().isEmpty() && Files.exists(run.metrics()) && Files.exists(run.record());
    }

    /**
     * Returns the folder or, if it holds a finished run, the first of {@code folder-2}, {@code folder-3} and so on that
     * holds none.
     */
    public static Path unused(Path folder) {
        Path unused = folder;
        for (int number = 2; new RunDirectory(unused).holdsFinishedRun(); number++) {
            unused = folder.resolveSibling(folder.getFileName() + "-" + number);
        }
        return unused;
    }

    /** Returns whether the folder holds the results of a finished run and no unfinished run. */
    public boolean holdsFinishedRun() {
        return holdsResults() && checkpoints().isEmpty();
    }

    /** Returns whether the folder holds the model or the figures of a finished run, which a new run would replace. */
    public boolean holdsResults() {
        return Files.exists(model()) || Files.exists(metrics());
    }

    /** Returns the path that the folder was opened with. */
    public Path folder() {
        return folder;
    }

    private void make() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": could not be made; " + FileError.reason(e), e);
        }
    }

    private void prepare() {
        make();
        CheckpointFolder.sweep(folder, FILES);
    }

    /**
     * Creates the folder and locks it, so that no other process trains into it until the lock is closed or this process
     * ends.
     *
     * @param notes receives one line if the file system has no locks
     * @throws InputException if the folder is locked already
     * @throws UncheckedIOException if it cannot be created or written to
     */
    public RunLock lock(Consumer<String> notes) {
        make();
        return RunLock.of(folder, notes);
    }

    /** Returns whether a process has ever locked the folder. */
    public boolean wasLocked() {
        return Files.exists(folder.resolve(RunLock.NAME));
    }

    /** Returns the path of the model. */
    public Path model() {
        return folder.resolve("model.safetensors");
    }

    /** Returns the path of the epochs' figures. */
    Path history() {
        return folder.resolve("history.csv");
    }

    /** Returns the path of the HTML report, which this class does not write. */
    public Path report() {
        return folder.resolve("report.html");
    }

    /** Returns the path of the predictions for the test set, which this class does not write. */
    public Path predictions() {
        return folder.resolve("predictions.csv");
    }

    /** Returns the path of the model card in Markdown, which this class does not write. */
    public Path modelCard() {
        return folder.resolve("model-card.md");
    }

    /** Returns the path of the run's figures. */
    Path metrics() {
        return folder.resolve("metrics.json");
    }

    /** Returns the path of the run's record. */
    Path record() {
        return folder.resolve("run.json");
    }

    /** Returns the path of the trace. */
    Path steps() {
        return folder.resolve("steps.csv");
    }

    /** Returns the checkpoints of the unfinished run. */
    public CheckpointFolder checkpoints() {
        return new CheckpointFolder(folder.resolve("checkpoints"));
    }

    /**
     * Returns the path of the list of test recordings; there is no file if they do not come from the folder of the
     * training recordings.
     */
    public Path testFiles() {
        return folder.resolve("test-files.txt");
    }

    /** Returns whether the finished run has a list of test recordings. */
    public boolean hasTestFiles() {
        return Files.exists(testFiles());
    }

    /**
     * Writes the files of a finished run and its records, then removes its checkpoints. Removes files of an earlier run
     * that this run does not have.
     *
     * @throws UncheckedIOException if a file cannot be written; files already written and the checkpoints remain
     */
    public void write(TrainingResult result, RunRecord record, DataRecord data) {
        prepare();
        CheckpointFolder.delete(report());
        CheckpointFolder.delete(predictions());
        CheckpointFolder.delete(modelCard());
        record.write(record(), steps());
        data.writeTraining(folder.resolve("training-data.csv"));
        Optional<List<String>> names = data.testFiles();
        names.ifPresentOrElse(
                list -> AtomicFile.write(
                        testFiles(),
                        out -> out.write((String.join("\n", list) + "\n").getBytes(StandardCharsets.UTF_8))),
                () -> CheckpointFolder.delete(testFiles()));
        write(result);
        checkpoints().discard();
    }

    /** Removes the checkpoints of a failed run and, if the folder is then empty, the folder. */
    void abandon() {
        checkpoints().discard();
        CheckpointFolder.deleteIfEmpty(folder);
    }

    /**
     * Reads the record of a finished run.
     *
     * @throws InputException if a file cannot be read; the message begins with its path
     */
    public RunRecord readRecord() {
        return RunRecord.read(record(), steps());
    }

    /**
     * Reads the final figures of a finished run.
     *
     * @throws InputException if they cannot be read; the message begins with the file
     */
    public RunFigures readFigures() {
        return RunFigures.read(metrics());
    }

    /**
     * Reads the epochs of a finished run.
     *
     * @throws InputException if the file cannot be read; the message begins with its path
     */
    public List<EpochResult> readHistory() {
        try {
            return Files.readAllLines(history()).stream()
                    .skip(1)
                    .map(CheckpointFile::epoch)
                    .toList();
        } catch (IOException e) {
            throw InputException.of(Subject.file(history()), "could not be read; " + FileError.reason(e))
                    .because(e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw InputException.of(Subject.file(history()), "must hold the 8 numbers of each epoch")
                    .because(e);
        }
    }

    /**
     * Writes model, history and metrics; replaces those of an earlier run.
     *
     * @throws UncheckedIOException if a file cannot be written; files already written remain
     */
    void write(TrainingResult result) {
        prepare();
        ModelFile.write(model(), result.model());
        AtomicFile.write(history(), out -> out.write(csv(result.history()).getBytes(StandardCharsets.UTF_8)));
        AtomicFile.write(metrics(), out -> out.write(Json.text(metrics(result)).getBytes(StandardCharsets.UTF_8)));
    }

    private static String csv(List<EpochResult> epochs) {
        String header = CSVFormat.DEFAULT.format(
                "epoch",
                "learning_rate",
                "train_loss",
                "train_accuracy",
                "test_loss",
                "test_accuracy",
                "seconds",
                "data_seconds");
        Stream<String> lines = epochs.stream()
                .map(epoch -> CSVFormat.DEFAULT.format(
                        epoch.epoch(),
                        epoch.learningRate(),
                        epoch.trainLoss(),
                        epoch.trainAccuracy(),
                        epoch.testLoss(),
                        epoch.testAccuracy(),
                        epoch.seconds(),
                        epoch.dataSeconds()));
        return Stream.concat(Stream.of(header), lines).collect(Collectors.joining("\n", "", "\n"));
    }

    private static Map<String, Object> metrics(TrainingResult result) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("backend", result.backend());
        metrics.put("threads", result.threads());
        metrics.put("precision", result.precision().toString());
        metrics.put("recipe", result.recipe().name());
        metrics.put("seed", result.seed());
        metrics.put("epochs", result.history().size());
        metrics.put("model_epoch", result.epoch());
        metrics.put("views", result.recipe().copiesPerEpoch());
        metrics.put("batch_size", result.recipe().batchSize());
        metrics.put("learning_rate", result.recipe().learningRate());
        metrics.put("train_rows", result.trainRows());
        metrics.put("test_rows", result.evaluation().confusion().total());
        metrics.put("test_accuracy", result.evaluation().accuracy());
        metrics.put("test_accuracy_exact", result.exactEvaluation().accuracy());
        metrics.put("test_loss", number(result.evaluation().loss()));
        metrics.put("test_macro_f1", result.evaluation().confusion().macroF1());
        metrics.put("train_loss_per_epoch", perEpoch(result, EpochResult::trainLoss));
        metrics.put("train_accuracy_per_epoch", perEpoch(result, EpochResult::trainAccuracy));
        metrics.put("test_loss_per_epoch", perEpoch(result, EpochResult::testLoss));
        metrics.put("test_accuracy_per_epoch", perEpoch(result, EpochResult::testAccuracy));
        metrics.put("samples_per_second", result.samplesPerSecond());
        metrics.put("data_share", result.dataShare());
        metrics.put("seconds", result.seconds());
        metrics.put("peak_memory_mib", result.peakMemoryMib());
        return metrics;
    }

    private static List<Double> perEpoch(TrainingResult result, ToDoubleFunction<EpochResult> figure) {
        return result.history().stream()
                .map(epoch -> number(figure.applyAsDouble(epoch)))
                .toList();
    }

    /** Returns null for a number that is not finite: JSON has no infinities. */
    private static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
