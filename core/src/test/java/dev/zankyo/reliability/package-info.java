/**
 * The source of the figures in docs/reliability.md. A test marked with {@code Survives} is counted, by each of its
 * {@code Trials} if it has several, and {@code ReliabilityTable} makes one table of all modules' counts. Skipped tests
 * have no line.
 */
package dev.zankyo.reliability;
