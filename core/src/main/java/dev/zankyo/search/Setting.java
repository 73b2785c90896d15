package dev.zankyo.search;

/**
 * What a search varies.
 *
 * @param learningRate the schedule's highest value
 * @param width of the network, a multiple of its recipe's filters
 * @param augmentation its strength, a multiple of the recipe's
 */
public record Setting(double learningRate, double width, double augmentation) {}
