package dev.zankyo.evaluate;

/** A class the network considered, and the probability it gave it. */
public record Prediction(String label, double probability) {}
