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
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/**
 * The folder a training run leaves: {@code run.json} and {@code steps.csv}, its {@linkplain RunRecord record}, {@code
 * model.safetensors}, {@code history.csv} with a line an epoch, and {@code metrics.json}. Each file appears whole or not at
 * all; the metrics come last, so that where they are, all is. As long as a run is unfinished the folder {@code checkpoints}
 * holds what it needs to be continued. Who trains into it {@linkplain #lock locks} it.
 */
public final class RunDirectory {
    private static final String FILES =
            "model\\.safetensors|history\\.csv|metrics\\.json|run\\.json|steps\\.csv|report\\.html";

    private final Path folder;

    private RunDirectory(Path folder) {
        this.folder = folder;
    }

    /**
     * The folder of a path, which is made with its parents when something is first written to it; what it holds is kept
     * until then.
     *
     * @throws InputException if it cannot be made or written to, as far as can be told now
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

    /** The path it was opened by. */
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
     * Keeps other processes from training into it until the lock is closed or this process ends; the folder is made.
     *
     * @param notes is told, in a line, if the file system has no locks
     * @throws InputException if another process has locked it
     * @throws UncheckedIOException if it cannot be made or written to
     */
    public RunLock lock(Consumer<String> notes) {
        make();
        return RunLock.of(folder, notes);
    }

    /** Whether a process has ever locked it. */
    public boolean wasLocked() {
        return Files.exists(folder.resolve(RunLock.NAME));
    }

    /** Where the model is written. */
    public Path model() {
        return folder.resolve("model.safetensors");
    }

    /** Where the epochs' figures are written. */
    Path history() {
        return folder.resolve("history.csv");
    }

    /** Where a page about the run belongs, which is not written here. */
    public Path report() {
        return folder.resolve("report.html");
    }

    /** Where the run's figures are written. */
    Path metrics() {
        return folder.resolve("metrics.json");
    }

    /** Where the run's account of itself is written. */
    Path record() {
        return folder.resolve("run.json");
    }

    /** Where the trace of its steps is written. */
    Path steps() {
        return folder.resolve("steps.csv");
    }

    /** Where the run is kept as long as it is unfinished. */
    public CheckpointFolder checkpoints() {
        return new CheckpointFolder(folder.resolve("checkpoints"));
    }

    /**
     * Writes what a finished run leaves and the record of how it came about, then removes its checkpoints.
     *
     * @throws UncheckedIOException if a file cannot be written; those before it stay, and so do the checkpoints
     */
    public void write(TrainingResult result, RunRecord record) {
        prepare();
        record.write(record(), steps());
        write(result);
        checkpoints().discard();
    }

    /** Removes the checkpoints of a run that came to nothing and, if nothing else is in it, the folder. */
    void abandon() {
        checkpoints().discard();
        CheckpointFolder.deleteIfEmpty(folder);
    }

    /**
     * Reads the record of a finished run.
     *
     * @throws InputException if it cannot be read; the message begins with the file
     */
    public RunRecord readRecord() {
        return RunRecord.read(record(), steps());
    }

    /**
     * Writes model, history and metrics, replacing those of an earlier run.
     *
     * @throws UncheckedIOException if one cannot be written; those before it stay
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
        metrics.put("views", result.recipe().views());
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

    /** JSON knows no infinities: a loss that overflowed is null. */
    private static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
