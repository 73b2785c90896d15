/**
 * The cross-correlation that computes convolutions and dense layers of the backend {@code java}, and the contract of
 * its kernels. It is a package of its own: the Vector API's kernels, in another package, can use it, and it is not
 * exported to programs.
 */
package dev.zankyo.backend.jvm.correlation;
