package dev.zankyo.run;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.io.FileError;
import dev.zankyo.io.Safetensors;
import dev.zankyo.io.Safetensors.Tensor;
import dev.zankyo.train.Checkpoint;
import dev.zankyo.train.Checkpoint.Sums;
import dev.zankyo.train.EarlyStopping.Best;
import dev.zankyo.train.EpochResult;
import dev.zankyo.train.Trace;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A checkpoint on disk, as a {@link Safetensors} file. The tensors:
 *
 * <pre>
 * parameters, moving_statistics,             F32 (N): the vectors of the state, whole and in canonical order
 * first_moment, second_moment
 * best_parameters, best_moving_statistics    F32 (N): the best epoch's weights, where they are kept
 * trace_losses                               F32 (steps)
 * trace_outputs                              I32 (steps): the hash of each step's outputs
 * </pre>
 *
 * Numbers, history, facts and the command's arguments are text in the metadata; every number is read back bit for bit.
 */
final class CheckpointFile {
    private static final String FORMAT = "zankyo-checkpoint-2";
    private static final String EARLIER = "zankyo-checkpoint-1";
    private static final String FACT = "fact ";
    private static final String PLATFORM = "platform ";
    private static final int TRACED = 4;
    /** The maximum number of lines in one metadata text. */
    private static final int LINES_PER_TEXT = 1000;

    private static final String BEST_PARAMETERS = "best_parameters";
    private static final String BEST_STATISTICS = "best_moving_statistics";
    private static final String TRACE_LOSSES = "trace_losses";
    private static final String TRACE_OUTPUTS = "trace_outputs";

    private CheckpointFile() {}

    /**
     * Writes a checkpoint atomically and durably.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    static void write(Path file, SavedRun run) {
        Checkpoint checkpoint = run.checkpoint();
        TrainingState state = checkpoint.state();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("epoch", Integer.toString(checkpoint.epoch()));
        metadata.put("batch", Integer.toString(checkpoint.batch()));
        metadata.put("step", Long.toString(state.step()));
        metadata.put("seconds", Double.toString(checkpoint.seconds()));
        Sums sums = checkpoint.sums();
        metadata.put(
                "sums",
                sums.loss() + "," + sums.correct() + "," + sums.rows() + "," + sums.learningRate() + "," + sums.nanos()
                        + "," + sums.dataNanos());
        put(
                metadata,
                "history",
                checkpoint.history().stream().map(CheckpointFile::line).toList());
        checkpoint.best().ifPresent(best -> metadata.put("best", best.epoch() + "," + best.loss()));
        put(metadata, "weights", checkpoint.trace().weights());
        run.facts().values().forEach((name, value) -> metadata.put(FACT + name, value));
        run.facts().platform().values().forEach((name, value) -> metadata.put(PLATFORM + name, value));
        for (int i = 0; i < run.arguments().size(); i++) {
            metadata.put("argument " + i, run.arguments().get(i));
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("parameters", tensor(state.weights().parameters()));
        tensors.put("moving_statistics", tensor(state.weights().movingStatistics()));
        tensors.put("first_moment", tensor(state.firstMoment()));
        tensors.put("second_moment", tensor(state.secondMoment()));
        put(tensors, checkpoint.trace());
        checkpoint.best().flatMap(Best::weights).ifPresent(weights -> {
            tensors.put(BEST_PARAMETERS, tensor(weights.parameters()));
            tensors.put(BEST_STATISTICS, tensor(weights.movingStatistics()));
        });
        new Safetensors(metadata, tensors).write(file);
    }

    /** Stores lines as one text, or as several so that none exceeds the format's limit. */
    private static void put(Map<String, String> metadata, String key, List<String> lines) {
        metadata.put(key, String.join("\n", lines.subList(0, Math.min(LINES_PER_TEXT, lines.size()))));
        for (int from = LINES_PER_TEXT; from < lines.size(); from += LINES_PER_TEXT) {
            List<String> some = lines.subList(from, Math.min(lines.size(), from + LINES_PER_TEXT));
            metadata.put(key + " " + from / LINES_PER_TEXT, String.join("\n", some));
        }
    }

    private static Stream<String> lines(Map<String, String> metadata, String key) {
        StringBuilder text = new StringBuilder(text(metadata, key));
        for (int i = 1; metadata.containsKey(key + " " + i); i++) {
            text.append('\n').append(metadata.get(key + " " + i));
        }
        return text.toString().lines();
    }

    private static Tensor tensor(float[] values) {
        return new Tensor(List.of(values.length), FloatBuffer.wrap(values));
    }

    private static void put(Map<String, Tensor> tensors, Trace trace) {
        FloatBuffer losses = FloatBuffer.allocate(trace.steps());
        IntBuffer outputs = IntBuffer.allocate(trace.steps());
        for (int step = 0; step < trace.steps(); step++) {
            losses.put(trace.loss(step));
            outputs.put(trace.outputs(step));
        }
        tensors.put(TRACE_LOSSES, new Tensor(List.of(trace.steps()), losses.flip()));
        tensors.put(TRACE_OUTPUTS, new Tensor(List.of(trace.steps()), outputs.flip()));
    }

    private static String line(EpochResult epoch) {
        return epoch.epoch() + "," + epoch.learningRate() + "," + epoch.trainLoss() + "," + epoch.trainAccuracy() + ","
                + epoch.testLoss() + "," + epoch.testAccuracy() + "," + epoch.seconds() + "," + epoch.dataSeconds();
    }

    /**
     * Reads a checkpoint.
     *
     * @throws InputException if it cannot be read or is not a complete checkpoint; the message begins with its path
     */
    static SavedRun read(Path file) {
        Safetensors content = Safetensors.readChecked(file);
        String format = content.metadata().get("format");
        if (EARLIER.equals(format)) {
            throw InputException.of(Subject.file(file), "must be a checkpoint of this version")
                    .expected("format " + FORMAT)
                    .got(EARLIER + ", of an earlier version");
        }
        try {
            return run(content);
        } catch (InputException e) {
            throw e.in(file);
        } catch (IllegalArgumentException e) {
            throw InputException.of(Subject.file(file), e);
        } catch (IndexOutOfBoundsException e) {
            throw InputException.of(Subject.file(file), "must be a whole checkpoint; a list in it is too short")
                    .because(e);
        }
    }

    private static SavedRun run(Safetensors content) {
        Map<String, String> metadata = content.metadata();
        if (!text(metadata, "format").equals(FORMAT)) {
            throw InputException.of(Subject.named("format"), "must be that of a checkpoint")
                    .expected(FORMAT)
                    .got(FileError.printable(metadata.get("format")));
        }
        String[] sums = text(metadata, "sums").split(",");
        var state = new TrainingState(
                Long.parseLong(text(metadata, "step")),
                new Weights(vector(content, "parameters"), vector(content, "moving_statistics")),
                vector(content, "first_moment"),
                vector(content, "second_moment"));
        var checkpoint = new Checkpoint(
                Integer.parseInt(text(metadata, "epoch")),
                Integer.parseInt(text(metadata, "batch")),
                new Sums(
                        Double.parseDouble(sums[0]),
                        Integer.parseInt(sums[1]),
                        Integer.parseInt(sums[2]),
                        Float.parseFloat(sums[3]),
                        Long.parseLong(sums[4]),
                        Long.parseLong(sums[5])),
                lines(metadata, "history").map(CheckpointFile::epoch).toList(),
                best(content),
                trace(content),
                state,
                Double.parseDouble(text(metadata, "seconds")));
        return new SavedRun(facts(metadata), arguments(metadata), checkpoint);
    }

    private static Optional<Best> best(Safetensors content) {
        if (!content.metadata().containsKey("best")) {
            return Optional.empty();
        }
        String[] fields = text(content.metadata(), "best").split(",");
        Optional<Weights> weights = content.tensors().containsKey(BEST_PARAMETERS)
                ? Optional.of(new Weights(vector(content, BEST_PARAMETERS), vector(content, BEST_STATISTICS)))
                : Optional.empty();
        return Optional.of(new Best(Integer.parseInt(fields[0]), Double.parseDouble(fields[1]), weights));
    }

    private static RunFacts facts(Map<String, String> metadata) {
        return new RunFacts(named(metadata, FACT), new Platform(named(metadata, PLATFORM)));
    }

    private static Map<String, String> named(Map<String, String> metadata, String prefix) {
        Map<String, String> named = new LinkedHashMap<>();
        metadata.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                named.put(key.substring(prefix.length()), value);
            }
        });
        return named;
    }

    private static List<String> arguments(Map<String, String> metadata) {
        List<String> arguments = new ArrayList<>();
        for (String next = metadata.get("argument 0");
                next != null;
                next = metadata.get("argument " + arguments.size())) {
            arguments.add(next);
        }
        return arguments;
    }

    /** Reads an epoch: its eight numbers in the order of {@link EpochResult}, separated by commas. */
    static EpochResult epoch(String line) {
        String[] fields = line.split(",");
        return new EpochResult(
                Integer.parseInt(fields[0]),
                Float.parseFloat(fields[1]),
                Double.parseDouble(fields[2]),
                Double.parseDouble(fields[3]),
                Double.parseDouble(fields[4]),
                Double.parseDouble(fields[5]),
                Double.parseDouble(fields[6]),
                Double.parseDouble(fields[7]));
    }

    private static Trace trace(Safetensors content) {
        IntBuffer hashes = tensor(content, TRACE_OUTPUTS, Tensor::ints);
        int[] outputs = new int[hashes.remaining()];
        hashes.get(outputs);
        return new Trace(
                vector(content, TRACE_LOSSES),
                outputs,
                lines(content.metadata(), "weights").toList());
    }

    private static float[] vector(Safetensors content, String name) {
        FloatBuffer elements = tensor(content, name, Tensor::floats);
        float[] values = new float[elements.remaining()];
        elements.get(values);
        return values;
    }

    private static <B extends Buffer> B tensor(Safetensors content, String name, Function<Tensor, B> elements) {
        Tensor tensor = content.tensors().get(name);
        if (tensor == null) {
            throw missing(name);
        }
        try {
            return elements.apply(tensor);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static String text(Map<String, String> metadata, String key) {
        String text = metadata.get(key);
        if (text == null) {
            throw missing(key);
        }
        return text;
    }

    private static InputException missing(String name) {
        return InputException.of(Subject.named(name), "must be in a checkpoint; it is missing");
    }
}
