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
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that decides what a run computes, as text by name: the recipe in all its parts, seed, network, data, backend, threads
 * and precision. Runs of equal facts give equal bits on equal platforms.
 *
 * @param values in the order in which they are told
 * @param platform what the run is made by
 */
public record RunFacts(Map<String, String> values, Platform platform) {
    /** Changes whenever a fact gets another name or is written in another way: runs of other schemas are not continued. */
    private static final String SCHEMA = "1";

    public RunFacts {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Of a run made by who knows what. */
    RunFacts(Map<String, String> values) {
        this(values, Platform.unknown());
    }

    /** The facts of a run that the trainer would make of these. Reads all rows once. */
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

    /** Every part of a recipe by a name of its own, so that renaming a Java name changes no record. */
    private static void putRecipe(Map<String, String> values, Recipe recipe) {
        values.put("recipe", recipe.name());
        values.put("epochs", Integer.toString(recipe.epochs()));
        values.put("views", Integer.toString(recipe.views()));
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
        values.put("statistics recomputed", Boolean.toString(recipe.recalibrate()));
        EarlyStopping stopping = recipe.stopping();
        values.put(
                "stopping",
                "patience " + stopping.patience() + ", keep " + stopping.keep() + ", validation share "
                        + stopping.validationShare());
    }

    /** An augmentation of a program's own speaks for itself. */
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

    /**
     * Refuses to go on with other facts than these, the recorded ones, and names each that changed.
     *
     * @param where what begins the message, such as the run's folder
     * @param remedy what the user can do
     */
    public void requireSame(RunFacts now, String where, String remedy) {
        List<String> changes = new ArrayList<>();
        values.forEach((name, expected) -> {
            String got = now.values.getOrDefault(name, "none");
            if (!got.equals(expected)) {
                changes.add(name + " must be as when the run began; expected " + FileError.printable(expected)
                        + ", got " + FileError.printable(got));
            }
        });
        now.values.keySet().stream()
                .filter(name -> !values.containsKey(name))
                .forEach(name -> changes.add(FileError.printable(name) + " was not known when the run began"));
        if (!changes.isEmpty()) {
            throw InputException.of(Subject.named(where), String.join("; ", changes))
                    .remedy(remedy);
        }
    }

    /**
     * What is another on the platform of the same run now, such that its bits may be others: a few words each, with both
     * values.
     */
    public List<String> platformChanges(RunFacts now) {
        return platform.changes(now.platform);
    }

    /** Those of this run as it goes on after so many steps where other facts hold; the record tells of the change. */
    public RunFacts continuedOn(RunFacts now, long steps) {
        return new RunFacts(values, platform.continuedOn(now.platform, steps));
    }
}
