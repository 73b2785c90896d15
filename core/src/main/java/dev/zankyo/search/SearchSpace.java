package dev.zankyo.search;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The settings to choose from: every learning rate with every width with every augmentation.
 *
 * @param learningRates positive
 * @param widths positive
 * @param augmentations not negative
 */
public record SearchSpace(List<Double> learningRates, List<Double> widths, List<Double> augmentations) {
    /**
     * @throws InputException if there is nothing to choose from, or a value is out of range or there twice
     */
    public SearchSpace {
        learningRates = values("learning rates", learningRates, Double.MIN_VALUE);
        widths = values("widths", widths, Double.MIN_VALUE);
        augmentations = values("augmentations", augmentations, 0);
    }

    /** All of them, in the order of the lists, the last changing fastest. */
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
            throw InputException.of(Subject.named("sweep"), what + " must be one value or several different ones")
                    .got(values);
        }
        return List.copyOf(values);
    }
}
