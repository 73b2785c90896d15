/**
 * Weights in the files of Keras. {@link dev.zankyo.keras.KerasExport} writes them with a Python program that loads
 * them, and {@link dev.zankyo.keras.KerasImport} reads them.
 */
package dev.zankyo.keras;
