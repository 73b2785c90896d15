/**
 * Randomness without state: every draw is a function of seed, purpose and position, so that a run is the same from its
 * seed whatever the number of threads and wherever it was interrupted.
 */
package dev.zankyo.random;
