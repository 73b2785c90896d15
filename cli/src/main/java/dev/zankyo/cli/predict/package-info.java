/**
 * The command {@code predict}: {@link dev.zankyo.cli.predict.FilePrediction} takes recordings, folders and CSV files in
 * any number, and {@link dev.zankyo.cli.predict.Answers} prints the predictions in one of several formats.
 */
package dev.zankyo.cli.predict;
