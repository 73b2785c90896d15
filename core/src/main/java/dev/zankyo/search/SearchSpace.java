package dev.zankyo.search;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The settings to search: every combination of a learning rate, a width and an augmentation.
 *
 * @param learningRates highest learning rates of the schedule, each positive
 * @param widths factors of the number of filters, each positive
 * @param augmentations strengths of augmentation relative to the recipe, none negative
 */
public record SearchSpace(List<Double> learningRates, List<Double> widths, List<Double> augmentations) {
    /**
     * Creates a search space.
     *
     * @throws InputException if a list is empty, or a value is out of range or occurs twice
     */
    public SearchSpace {
        learningRates = values("learning rates", learningRates, Double.MIN_VALUE);
        widths = values("widths", widths, Double.MIN_VALUE);
        augmentations = values("augmentations", augmentations, 0);
    }

    /** Returns all settings in the order of the lists; the augmentation changes fastest. */
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (double rate : learningRates) {
            for (double width : widths) {
                for (double augmentation : augmentations) {
                    settings.add(new Setting(rate, width, augmentation));
                }
            }
        }
        return settings;
    }

    private static List<Double> values(String what, List<Double> values, double least) {
        for (double value : values) {
            if (!(value >= least && value < Double.POSITIVE_INFINITY)) {
                throw InputException.of(
                                Subject.named("sweep"),
                                what + " must be finite and " + (least == 0 ? "not negative" : "positive"))
                        .got(value);
            }
        }
        if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
            throw InputException.of(Subject.named("sweep"), what + " must be one or more different values")
                    .got(values);
        }
        return List.copyOf(values);
    }
}
