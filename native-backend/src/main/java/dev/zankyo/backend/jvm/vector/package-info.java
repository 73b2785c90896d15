/**
 * Kernels of convolutions written with the Vector API ({@code jdk.incubator.vector}), for vectors of any length. The
 * module may be absent, so code outside refers to this package only by name. The package is compiled separately.
 *
 * <p>The code is shaped so that the JIT compiler keeps vectors in registers. No vector is passed to or returned from a
 * method of this package, since a call that is not inlined would put it on the heap. No vector lies in an array, and
 * each loop body is a method of its own.
 */
package dev.zankyo.backend.jvm.vector;
