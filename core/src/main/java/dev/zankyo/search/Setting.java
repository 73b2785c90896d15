package dev.zankyo.search;

import java.math.BigDecimal;

/**
 * The values that a search varies.
 *
 * @param learningRate the highest learning rate of the schedule
 * @param width factor by which the network's number of filters is multiplied
 * @param augmentation strength of augmentation relative to the recipe
 */
public record Setting(double learningRate, double width, double augmentation) {
    /** Returns the number of values in which this setting differs from another. */
    int changesFrom(Setting other) {
        return (learningRate == other.learningRate ? 0 : 1)
                + (width == other.width ? 0 : 1)
                + (augmentation == other.augmentation ? 0 : 1);
    }

    /** Returns the learning rate as a person would write it: 0.003, not 0.0030 or 3.0E-3. */
    public String learningRateText() {
        return text(learningRate);
    }

    /** Returns the width, written like {@link #learningRateText}. */
    public String widthText() {
        return text(width);
    }

    /** Returns the augmentation, written like {@link #learningRateText}. */
    public String augmentationText() {
        return text(augmentation);
    }

    private static String text(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
