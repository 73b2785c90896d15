package dev.zankyo;

/**
 * A class and its probability.
 *
 * @param label the class name
 * @param probability the probability, 0 .. 1
 */
public record ClassProbability(String label, double probability) {}
