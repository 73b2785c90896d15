package dev.zankyo.search;

import java.math.BigDecimal;

/**
 * What a search varies.
 *
 * @param learningRate the schedule's highest value
 * @param width of the network, a multiple of its recipe's filters
 * @param augmentation its strength, a multiple of the recipe's
 */
public record Setting(double learningRate, double width, double augmentation) {
    /** As one would write it: 0.003, not 0.0030 or 3.0E-3. */
    public String learningRateText() {
        return text(learningRate);
    }

    /** Likewise. */
    public String widthText() {
        return text(width);
    }

    /** Likewise. */
    public String augmentationText() {
        return text(augmentation);
    }

    private static String text(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
