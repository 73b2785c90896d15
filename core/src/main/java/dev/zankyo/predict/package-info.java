/**
 * Answers for files: {@link dev.zankyo.predict.FilePrediction} takes recordings, folders and CSV files in any number, {@link
 * dev.zankyo.predict.Answers} is told what a trained network says of each.
 */
package dev.zankyo.predict;
