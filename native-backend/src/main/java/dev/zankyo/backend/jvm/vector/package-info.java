/**
 * Kernels written with the Vector API ({@code jdk.incubator.vector}), for vectors of any length. The module may be absent,
 * so nothing outside refers to this package but by name; it is compiled apart.
 *
 * <p>What the JIT compiler needs to keep vectors in registers shapes the code: no vector is passed to or returned from a
 * method of ours (a call that is not inlined would put it on the heap), none lies in an array, and the loops' bodies stand
 * alone in methods of their own.
 */
package dev.zankyo.backend.jvm.vector;
