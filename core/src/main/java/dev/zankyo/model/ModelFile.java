package dev.zankyo.model;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.backend.Weights;
import dev.zankyo.data.Standardization;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Parameter;
import dev.zankyo.io.FileError;
import dev.zankyo.io.Safetensors;
import dev.zankyo.io.Safetensors.Tensor;
import dev.zankyo.model.TrainedModel.Provenance;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A trained model on disk, as a {@link Safetensors} file. Every parameter and moving statistic has its canonical name
 * and its canonical layout (convolutions {@code (O, I, KH, KW)}, dense {@code (units, inputs)}). Everything else is
 * text in the metadata:
 *
 * <ul>
 * <li>{@code format} and {@code format_version};
 * <li>as JSON: {@code config}, {@code classes}, {@code standardization} and, in a model of recordings,
 *     {@code front_end};
 * <li>as plain text: {@code recipe}, {@code seed}, {@code backend}, {@code version} and {@code input}, and,
 *     if its author stated them, {@code license} and {@code description}.
 * </ul>
 *
 * <p>A calibrated model also has {@code calibration} as JSON and a tensor {@code calibration.prototypes: (N,
 * features)}. A model with a summary of its training data has {@code training_data} as JSON and a tensor {@code
 * training_data.digests: (N)} of 64-bit integers, the bits of its {@link DigestFilter}s. The metadata holds a checksum
 * of the content; a model without a checksum, or with a wrong one, is refused.
 */
public final class ModelFile {
    /** The name of the model file in a run's folder. */
    private static final String RUN_MODEL_NAME = "model.safetensors";

    private static final String FORMAT = "zankyo-resnet";
    private static final String FORMAT_VERSION = "1";
    private static final String FRONT_END = "front_end";
    private static final String PROTOTYPES = "calibration.prototypes";
    private static final String LICENSE = "license";
    private static final String DESCRIPTION = "description";
    private static final String TRAINING_DATA = "training_data";
    private static final String DIGESTS = "training_data.digests";

    private ModelFile() {}

    /**
     * Writes a model atomically: the file is complete or unchanged.
     *
     * @throws IllegalArgumentException if the weights do not fit the network or are not usable numbers
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void write(Path file, TrainedModel model) {
        Graph graph = model.graph();
        Weights weights = model.weights();
        weights.requireFits(graph);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors(graph).forEach(tensor -> {
            FloatBuffer values = FloatBuffer.wrap(vector(weights, tensor), tensor.offset(), tensor.size());
            tensors.put(tensor.name(), new Tensor(tensor.shape(), values));
            requireUsable(tensor, values);
        });
        Provenance provenance = model.provenance();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("format_version", FORMAT_VERSION);
        metadata.put("version", provenance.version());
        metadata.put("config", MetadataJson.write(model.config()));
        metadata.put("classes", MetadataJson.write(model.classes()));
        metadata.put("standardization", MetadataJson.write(model.standardization()));
        model.frontEnd().ifPresent(spec -> metadata.put(FRONT_END, MetadataJson.write(spec)));
        metadata.put("input", provenance.input());
        metadata.put("recipe", provenance.recipe());
        metadata.put("seed", Long.toString(provenance.seed()));
        metadata.put("backend", provenance.backend());
        model.about().license().ifPresent(text -> metadata.put(LICENSE, text));
        model.about().description().ifPresent(text -> metadata.put(DESCRIPTION, text));
        model.calibration().ifPresent(calibration -> {
            metadata.put("calibration", MetadataJson.write(calibration));
            tensors.put(PROTOTYPES, prototypes(calibration.detector()));
        });
        model.trainingData().ifPresent(training -> {
            long[] words = training.digests().stream()
                    .flatMapToLong(filter -> LongStream.of(filter.words()))
                    .toArray();
            metadata.put(TRAINING_DATA, MetadataJson.write(training));
            tensors.put(DIGESTS, new Tensor(List.of(words.length), LongBuffer.wrap(words)));
        });
        new Safetensors(metadata, tensors).write(file);
    }

    /**
     * Reads a model. Its weights equal the written ones bit for bit.
     *
     * @throws InputException if the file cannot be read or is not a complete and usable model; the message begins with
     *     its path
     */
    public static TrainedModel read(Path file) {
        Path within = file.resolve(RUN_MODEL_NAME);
        if (Files.isRegularFile(within)) {
            throw InputException.of(Subject.file(file), "must be a file")
                    .got("a folder")
                    .remedy("give its model, " + FileError.escaped(within.toString()));
        }
        Safetensors content = Safetensors.readChecked(file);
        try {
            return model(content);
        } catch (InputException e) {
            throw e.in(file);
        } catch (IllegalArgumentException e) {
            throw InputException.of(Subject.file(file), e);
        } catch (ArithmeticException e) {
            throw InputException.of(
                            Subject.file(file), "metadata config: every layer must have fewer than 2^31 elements")
                    .got("more")
                    .because(e);
        }
    }

    private static TrainedModel model(Safetensors content) {
        Map<String, String> metadata = content.metadata();
        if (!FORMAT.equals(metadata.get("format"))) {
            throw InputException.of(Subject.content(), "must be a model written by this program")
                    .expected("format " + FORMAT + " in the metadata")
                    .got(FileError.printable(metadata.getOrDefault("format", "none")));
        }
        String formatVersion = text(metadata, "format_version");
        if (!formatVersion.equals(FORMAT_VERSION)) {
            throw InputException.of(Subject.content(), "format version must be known")
                    .expected(FORMAT_VERSION)
                    .got(FileError.printable(formatVersion))
                    .remedy("use the version that wrote it, "
                            + FileError.printable(metadata.getOrDefault("version", "unknown")));
        }
        ResNetConfig config = json(metadata, "config", MetadataJson::config);
        Standardization standardization = json(metadata, "standardization", MetadataJson::standardization);
        var provenance = new Provenance(
                text(metadata, "recipe"),
                seed(metadata),
                text(metadata, "backend"),
                text(metadata, "version"),
                text(metadata, "input"));
        Map<String, Tensor> tensors = new LinkedHashMap<>(content.tensors());
        Optional<Calibration> calibration = calibration(config, metadata, tensors);
        Optional<TrainingDataSummary> trainingData = trainingData(metadata, tensors);
        Optional<LogMelSpec> frontEnd = metadata.containsKey(FRONT_END)
                ? Optional.of(json(metadata, FRONT_END, MetadataJson::frontEnd))
                : Optional.empty();
        Weights weights = weights(config, tensors);
        // Read last: a short file can name very many classes, but by now each class is known to have its weights in the
        // file.
        List<String> classes = json(metadata, "classes", text -> MetadataJson.classes(text, config.classes()));
        return new TrainedModel(
                config,
                classes,
                standardization,
                provenance,
                frontEnd,
                weights,
                calibration,
                trainingData,
                about(metadata));
    }

    private static About about(Map<String, String> metadata) {
        return new About(Optional.ofNullable(metadata.get(LICENSE)), Optional.ofNullable(metadata.get(DESCRIPTION)));
    }

    /** Returns the summary of the training data, if the file has one, and removes its tensor from {@code tensors}. */
    private static Optional<TrainingDataSummary> trainingData(
            Map<String, String> metadata, Map<String, Tensor> tensors) {
        if (!metadata.containsKey(TRAINING_DATA)) {
            return Optional.empty();
        }
        Tensor found = tensors.remove(DIGESTS);
        if (found == null || found.shape().size() != 1) {
            throw InputException.of(Subject.named(DIGESTS), "must be a list of words")
                    .expected("shape [N]")
                    .got(
                            found == null
                                    ? "none"
                                    : FileError.printable(found.shape().toString()));
        }
        LongBuffer values = elements(DIGESTS, found, Tensor::longs);
        long[] words = new long[values.remaining()];
        values.get(words);
        return Optional.of(json(metadata, TRAINING_DATA, text -> MetadataJson.trainingData(text, words)));
    }

    private static Tensor prototypes(OutOfDistributionDetector detector) {
        int count = detector.prototypes().length / detector.features();
        return new Tensor(List.of(count, detector.features()), FloatBuffer.wrap(detector.prototypes()));
    }

    /** Returns the calibration, if the file has one, and removes its tensor from {@code tensors}. */
    private static Optional<Calibration> calibration(
            ResNetConfig config, Map<String, String> metadata, Map<String, Tensor> tensors) {
        if (!metadata.containsKey("calibration")) {
            return Optional.empty();
        }
        Tensor found = tensors.remove(PROTOTYPES);
        int features = ResNet.graph(config).output().input().shape().size();
        List<Integer> shape = found == null ? List.of() : found.shape();
        if (shape.size() != 2 || shape.get(0) < 1 || shape.get(1) != features) {
            throw InputException.of(Subject.named(PROTOTYPES), "shape must fit the network")
                    .expected("[N, " + features + "]")
                    .got(found == null ? "none" : FileError.printable(shape.toString()));
        }
        FloatBuffer values = elements(PROTOTYPES, found, Tensor::floats);
        float[] prototypes = new float[values.remaining()];
        values.get(prototypes);
        for (float value : prototypes) {
            if (!Float.isFinite(value)) {
                throw InputException.of(Subject.named(PROTOTYPES), "elements must be finite")
                        .got(value);
            }
        }
        return Optional.of(json(metadata, "calibration", text -> MetadataJson.calibration(text, features, prototypes)));
    }

    private static Weights weights(ResNetConfig config, Map<String, Tensor> tensors) {
        int blocks = config.stageFilters().size() * config.blocksPerStage();
        if (blocks > tensors.size()) {
            // Checked before the graph is built: a short file can describe a network of millions of nodes.
            throw new IllegalArgumentException(
                    "config: every block must have its tensors in the file; expected tensors of " + blocks
                            + " blocks, got " + tensors.size() + " tensors");
        }
        Graph graph = ResNet.graph(config);
        List<Parameter> expected = tensors(graph).toList();
        for (Parameter tensor : expected) {
            Tensor found = tensors.get(tensor.name());
            if (found == null) {
                throw InputException.of(Subject.named(tensor.name()), "must be in the file; it is missing");
            }
            if (!found.shape().equals(tensor.shape())) {
                throw InputException.of(Subject.named(tensor.name()), "shape must fit the network")
                        .expected(tensor.shape())
                        .got(FileError.printable(found.shape().toString()));
            }
            requireUsable(tensor, elements(tensor.name(), found, Tensor::floats));
        }
        if (tensors.size() > expected.size()) {
            List<String> names = expected.stream().map(Parameter::name).toList();
            String surplus = tensors.keySet().stream()
                    .filter(name -> !names.contains(name))
                    .findFirst()
                    .orElseThrow();
            throw InputException.of(
                    Subject.named(FileError.printable(surplus)),
                    "must not be in the file; the network has no tensor of that name");
        }
        // Allocated last, so never larger than what the file is known to contain.
        Weights weights = Weights.zeros(graph);
        for (Parameter tensor : expected) {
            FloatBuffer values = tensors.get(tensor.name()).floats();
            values.get(vector(weights, tensor), tensor.offset(), tensor.size());
        }
        return weights;
    }

    private static <B> B elements(String name, Tensor tensor, Function<Tensor, B> type) {
        try {
            return type.apply(tensor);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static Stream<Parameter> tensors(Graph graph) {
        return Stream.concat(graph.trainable().stream(), graph.movingStatistics().stream());
    }

    private static float[] vector(Weights weights, Parameter tensor) {
        return tensor.role().trainable() ? weights.parameters() : weights.movingStatistics();
    }

    /**
     * Throws {@link IllegalArgumentException} if a value is not allowed for the tensor; reading turns it into an {@link
     * InputException}.
     */
    private static void requireUsable(Parameter tensor, FloatBuffer values) {
        boolean variance = tensor.role() == Parameter.Role.MOVING_VARIANCE;
        for (int i = 0; i < values.remaining(); i++) {
            float value = values.get(values.position() + i);
            if (!Float.isFinite(value) || variance && value < 0) {
                throw new IllegalArgumentException(tensor.name() + ": element " + i + " must be "
                        + (variance ? "finite and not negative" : "finite") + "; got " + value);
            }
        }
    }

    private static String text(Map<String, String> metadata, String key) {
        String text = metadata.get(key);
        if (text == null) {
            throw InputException.of(metadata(key), "must be in the file; it is missing");
        }
        return text;
    }

    private static <T> T json(Map<String, String> metadata, String key, Function<String, T> reading) {
        String text = text(metadata, key);
        try {
            return reading.apply(text);
        } catch (InputException e) {
            throw e.in(metadata(key));
        } catch (IllegalArgumentException e) {
            throw InputException.of(metadata(key), e);
        }
    }

    private static Subject metadata(String key) {
        return Subject.named("metadata " + key);
    }

    private static long seed(Map<String, String> metadata) {
        String seed = text(metadata, "seed");
        try {
            return Long.parseLong(seed);
        } catch (NumberFormatException e) {
            throw InputException.of(metadata("seed"), "must be a whole number of 64 bits")
                    .got(FileError.printable(seed))
                    .because(e);
        }
    }
}
