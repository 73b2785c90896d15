/**
 * The root of the core: only what every part shares, the exception that means "the input is at fault" and the number of the
 * build. Where to start:
 * {@link dev.zankyo.graph} says what a network is, {@link dev.zankyo.backend} who computes it.
 */
package dev.zankyo;
