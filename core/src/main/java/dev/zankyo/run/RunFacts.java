package dev.zankyo.run;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.augment.Augmentation;
import dev.zankyo.augment.ImageShift;
import dev.zankyo.augment.ShiftRange;
import dev.zankyo.augment.SpectrogramAugmentation;
import dev.zankyo.data.Dataset;
import dev.zankyo.io.FileError;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.train.EarlyStopping;
import dev.zankyo.train.Fingerprint;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.Trainer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The facts that determine what a run computes, as texts by name: every part of the recipe, seed, network, data,
 * backend, threads and precision. Runs with equal facts give equal bits on equal platforms.
 *
 * @param values texts by name, in display order
 * @param platform the platform of the run
 */
public record RunFacts(Map<String, String> values, Platform platform) {
    /**
     * The version of the facts. It changes whenever a fact is renamed or written differently; runs of other versions
     * are not continued.
     */
    private static final String SCHEMA = "1";

    private static final String EPOCHS = "epochs";
    private static final String CONTINUED = "continued after epochs";

    public RunFacts {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Creates the facts of a run on an unknown platform. */
    RunFacts(Map<String, String> values) {
        this(values, Platform.unknown());
    }

    /** Returns the facts of a run with these arguments of {@link Trainer}. Reads all rows once. */
    public static RunFacts of(
            Trainer trainer,
            Recipe recipe,
            long seed,
            ResNetConfig config,
            Dataset trainRows,
            Optional<Dataset> validationRows,
            Dataset testRows) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("schema", SCHEMA);
        putRecipe(values, recipe);
        values.put("seed", Long.toString(seed));
        values.put("network", network(config));
        values.put("classes", trainRows.classes().toString());
        values.put("training rows", rows(trainRows));
        validationRows.ifPresent(validation -> values.put("validation rows", rows(validation)));
        values.put("test rows", rows(testRows));
        values.put("backend", trainer.backend().name());
        values.put("threads", Integer.toString(trainer.threads()));
        values.put("precision", trainer.precision().toString());
        return new RunFacts(values, Platform.of(trainer.backend()));
    }

    /** Adds every part of a recipe under a fixed name, so that renaming a Java component changes no record. */
    private static void putRecipe(Map<String, String> values, Recipe recipe) {
        values.put("recipe", recipe.name());
        values.put(EPOCHS, Integer.toString(recipe.epochs()));
        values.put("views", Integer.toString(recipe.copiesPerEpoch()));
        values.put("batch size", Integer.toString(recipe.batchSize()));
        values.put("learning rate", Double.toString(recipe.learningRate()));
        values.put(
                "decay",
                switch (recipe.decay()) {
                    case STEPPED -> "stepped";
                    case COSINE -> "cosine";
                });
        values.put("momentum", Float.toString(recipe.momentum()));
        values.put("standardize", Boolean.toString(recipe.standardize()));
        values.put("label smoothing", Float.toString(recipe.labelSmoothing()));
        values.put("augmentation", augmentation(recipe.augmentation()));
        values.put("statistics recomputed", Boolean.toString(recipe.recomputeStatistics()));
        EarlyStopping stopping = recipe.stopping();
        values.put(
                "stopping",
                "patience " + stopping.patience() + ", keep " + stopping.keep() + ", validation share "
                        + stopping.validationShare());
    }

    /** Describes an augmentation; one from outside this project is described by its {@code toString}. */
    private static String augmentation(Augmentation augmentation) {
        return switch (augmentation) {
            case Augmentation.None none -> "none";
            case SpectrogramAugmentation shares ->
                "shift " + shares.frameShift() + " of frames and " + shares.bandShift() + " of bands, mask "
                        + shares.frameMask() + " of frames and " + shares.bandMask() + " of bands";
            case ImageShift shift ->
                "shift height " + range(shift.height()) + " and width " + range(shift.width()) + ", flip horizontally "
                        + shift.horizontalFlip() + " and vertically " + shift.verticalFlip();
            default -> augmentation.toString();
        };
    }

    private static String range(ShiftRange range) {
        return switch (range) {
            case ShiftRange.Whole whole -> "whole " + whole.range();
            case ShiftRange.Continuous continuous -> "continuous " + continuous.range();
        };
    }

    private static String network(ResNetConfig config) {
        return config.bands() + " x " + config.frames() + ", classes " + config.classes() + ", stem "
                + config.stemFilters() + ", stages " + config.stageFilters() + ", blocks " + config.blocksPerStage()
                + ", momentum " + config.momentum() + ", epsilon " + config.epsilon();
    }

    private static String rows(Dataset data) {
        return data.size() + " of " + data.bands() + " x " + data.frames() + ", sha256 " + Fingerprint.of(data);
    }

    /** Returns these facts with another value for one of them, or with one more. */
    public RunFacts with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return new RunFacts(changed, platform);
    }

    /** Returns the epochs after which this run continued a finished one, separated by commas; empty if it did not. */
    public Optional<String> continuedAfter() {
        return Optional.ofNullable(values.get(CONTINUED));
    }

    /** Returns these facts for a run that continued finished runs after these epochs. */
    public RunFacts continuedAfter(String epochs) {
        return with(CONTINUED, epochs);
    }

    /** Returns these facts with the number of epochs of other facts. */
    public RunFacts withEpochsOf(RunFacts other) {
        return with(EPOCHS, other.values.get(EPOCHS));
    }

    /**
     * Throws {@link dev.zankyo.InputException} unless {@code now} equals these recorded facts; the message names each
     * change.
     *
     * @param now the facts of the run that is to continue
     * @param run the run's folder
     * @param remedy what the user can do
     */
    public void requireSame(RunFacts now, Path run, String remedy) {
        Set<String> names = new LinkedHashSet<>(values.keySet());
        names.addAll(now.values.keySet());
        List<String> changed = names.stream()
                .filter(name -> !Objects.equals(values.get(name), now.values.get(name)))
                .toList();
        if (!changed.isEmpty()) {
            String list = FileError.escaped(String.join(", ", changed));
            throw InputException.of(Subject.file(run), list + " must be as when the run began")
                    .expected(values(changed))
                    .got(now.values(changed))
                    .remedy(remedy);
        }
    }

    /** Returns the value of the one fact, or the values of several, each behind its name. */
    private String values(List<String> names) {
        return names.stream()
                .map(name -> (names.size() == 1 ? "" : FileError.printable(name) + " ")
                        + FileError.printable(values.getOrDefault(name, "none")))
                .collect(Collectors.joining(", "));
    }

    /**
     * Returns the platform differences that may change the bits of the same run, each as a short phrase with both
     * values.
     */
    public List<String> platformChanges(RunFacts now) {
        return platform.changes(now.platform);
    }

    /**
     * Returns the facts of this run when it continues on the platform of {@code now} after {@code steps} steps. The
     * record mentions the change.
     */
    public RunFacts continuedOn(RunFacts now, long steps) {
        return new RunFacts(values, platform.continuedOn(now.platform, steps));
    }
}
