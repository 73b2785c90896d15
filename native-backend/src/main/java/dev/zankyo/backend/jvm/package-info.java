/**
 * The backend {@code java}: no native code, any platform. {@link dev.zankyo.backend.jvm.JavaBackend} turns the instructions
 * of the shared lowering into phases, lists of equal pieces of work; a {@link dev.zankyo.backend.jvm.Team} of threads walks
 * the phases together, each thread taking its fixed share of the pieces; the arithmetic is done by {@link
 * dev.zankyo.backend.jvm.Kernels}, of which there are two: plain loops here, and the Vector API's in the package {@code
 * vector}, which is loaded by name when the JVM was started with that module. Results are the same bits for every number of
 * threads: whatever is summed over a batch is summed in the order of the images.
 */
package dev.zankyo.backend.jvm;
