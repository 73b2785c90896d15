/**
 * The backend {@code java}: no native code, any platform. {@link dev.zankyo.backend.jvm.JavaBackend} provides
 * convolutions and dense layers to the shared engine. {@link dev.zankyo.backend.jvm.correlation.CorrelationKernels}
 * computes them and has two implementations: plain loops in this package, and Vector API loops in the package {@code
 * vector}. The latter is loaded by name if the JVM was started with the Vector API's module.
 *
 * <p>Results are bit-identical for every number of threads: the batch size alone determines how a batch is divided into
 * shares.
 */
package dev.zankyo.backend.jvm;
