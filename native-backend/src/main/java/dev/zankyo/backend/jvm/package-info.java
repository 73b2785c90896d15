/**
 * The backend {@code java}: no native code, any platform. {@link dev.zankyo.backend.jvm.JavaBackend} brings convolutions and
 * dense layers to the shared engine; they come down to {@link dev.zankyo.backend.jvm.correlation.CorrelationKernels}, of which there are
 * two: plain loops here, and the Vector API's in the package {@code vector}, which is loaded by name when the JVM was started
 * with that module. Results are the same bits for every number of threads: the batch is divided into shares by its size
 * alone.
 */
package dev.zankyo.backend.jvm;
