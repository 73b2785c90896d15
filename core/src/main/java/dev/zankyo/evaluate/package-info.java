/**
 * The evaluation of trained models: {@link dev.zankyo.evaluate.Predictor} computes probabilities for rows, {@link
 * dev.zankyo.evaluate.Evaluation} compares them with the labels.
 */
package dev.zankyo.evaluate;
