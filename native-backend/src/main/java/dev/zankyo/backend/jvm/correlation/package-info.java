/**
 * The cross-correlation that convolutions and dense layers of the backend {@code java} come down to, and the contract of its
 * kernels. It is a package of its own so that the kernels of the Vector API, which are in another, see it and programs do not.
 */
package dev.zankyo.backend.jvm.correlation;
