/**
 * The command {@code predict}. {@link dev.zankyo.cli.predict.FilePrediction} reads any number of recordings, folders
 * and CSV files, and {@link dev.zankyo.cli.predict.Answers} receives the predictions, to print them in one of several
 * formats.
 */
package dev.zankyo.cli.predict;
