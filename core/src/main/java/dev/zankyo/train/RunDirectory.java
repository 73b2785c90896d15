package dev.zankyo.train;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.zankyo.InputException;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.io.FileError;
import dev.zankyo.model.ModelFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/**
 * The folder a training run leaves: {@code model.safetensors}, {@code history.csv} with a line an epoch, and {@code
 * metrics.json}. Each file appears whole or not at all; the metrics come last, so that where they are, all is.
 */
public final class RunDirectory {
    private final Path folder;

    private RunDirectory(Path folder) {
        this.folder = folder;
    }

    /**
     * The folder of a path, made with its parents if it is not there; what it holds is kept until {@link #write}.
     *
     * @throws InputException if it cannot be made or written to
     */
    public static RunDirectory at(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException(folder + ": could not be made; " + FileError.reason(e), e);
        }
        if (!Files.isWritable(folder)) {
            throw new InputException(folder + ": must be writable; permission denied (choose another with --out)");
        }
        return new RunDirectory(folder);
    }

    /** Where the model is written. */
    public Path model() {
        return folder.resolve("model.safetensors");
    }

    /** Where the epochs' figures are written. */
    public Path history() {
        return folder.resolve("history.csv");
    }

    /** Where the run's figures are written. */
    public Path metrics() {
        return folder.resolve("metrics.json");
    }

    /**
     * Writes all three files, replacing those of an earlier run.
     *
     * @throws UncheckedIOException if one cannot be written; those before it stay
     */
    public void write(TrainingResult result) {
        ModelFile.write(model(), result.model());
        AtomicFile.write(history(), out -> out.write(csv(result.history()).getBytes(StandardCharsets.UTF_8)));
        AtomicFile.write(metrics(), out -> out.write((json(metrics(result)) + "\n").getBytes(StandardCharsets.UTF_8)));
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

    private static String json(Map<String, Object> object) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            for (Map.Entry<String, Object> field : object.entrySet()) {
                json.writeFieldName(field.getKey());
                write(json, field.getValue());
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case List<?> elements -> {
                json.writeStartArray();
                for (Object element : elements) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            default -> throw new IllegalArgumentException("metrics: no JSON for " + value.getClass());
        }
    }

    private static Map<String, Object> metrics(TrainingResult result) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("backend", result.backend());
        metrics.put("threads", result.threads());
        metrics.put("precision", result.precision().toString());
        metrics.put("recipe", result.recipe().name());
        metrics.put("seed", result.seed());
        metrics.put("epochs", result.recipe().epochs());
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
