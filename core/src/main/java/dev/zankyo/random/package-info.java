/**
 * Stateless randomness: every draw is a function of seed, purpose and position. A run therefore depends only on its
 * seed, not on the number of threads or on where it was interrupted.
 */
package dev.zankyo.random;
