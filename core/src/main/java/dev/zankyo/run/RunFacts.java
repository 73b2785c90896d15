package dev.zankyo.run;

import dev.zankyo.InputException;
import dev.zankyo.data.Dataset;
import dev.zankyo.io.FileError;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.train.Fingerprint;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.Trainer;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
        for (RecordComponent part : Recipe.class.getRecordComponents()) {
            String name = part.getName();
            values.put(name.equals("name") ? "recipe" : words(name), value(part, recipe));
        }
        values.put("seed", Long.toString(seed));
        values.put("network", config.toString());
        values.put("classes", trainRows.classes().toString());
        values.put("training rows", rows(trainRows));
        validationRows.ifPresent(validation -> values.put("validation rows", rows(validation)));
        values.put("test rows", rows(testRows));
        values.put("backend", trainer.backend().name());
        values.put("threads", Integer.toString(trainer.threads()));
        values.put("precision", trainer.precision().toString());
        return new RunFacts(values, Platform.of(trainer.backend()));
    }

    private static String words(String camelCase) {
        return camelCase.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private static String value(RecordComponent part, Recipe recipe) {
        try {
            return String.valueOf(part.getAccessor().invoke(recipe));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's own accessor", e);
        }
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
            throw new InputException(where + ": " + String.join("; ", changes) + " (" + remedy + ")");
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
