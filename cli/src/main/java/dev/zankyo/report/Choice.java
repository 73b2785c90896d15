package dev.zankyo.report;

import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A hyperparameter that a search varies. */
enum Choice {
    LEARNING_RATE(Setting::learningRate),
    WIDTH(Setting::width),
    AUGMENTATION(Setting::augmentation);

    private final ToDoubleFunction<Setting> value;

    Choice(ToDoubleFunction<Setting> value) {
        this.value = value;
    }

    double of(Setting setting) {
        return value.applyAsDouble(setting);
    }

    /** Returns the values that the search tried, ascending. */
    List<Double> tried(Outcome<Setting> outcome) {
        return outcome.rungs().getFirst().stream()
                .map(run -> of(run.candidate()))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
