/**
 * Predictions for files. {@link dev.zankyo.predict.FilePrediction} takes any number of recordings, folders and CSV
 * files; {@link dev.zankyo.predict.Answers} receives the predictions.
 */
package dev.zankyo.predict;
