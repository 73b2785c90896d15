/**
 * Answers for files: {@link dev.zankyo.predict.FilePrediction} takes recordings, folders and CSV files in any number, {@link
 * dev.zankyo.predict.Answers} is told what a trained network predicts for each.
 */
package dev.zankyo.predict;
