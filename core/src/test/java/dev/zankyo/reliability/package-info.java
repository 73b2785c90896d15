/**
 * How docs/reliability.md gets its figures: a test that is marked with {@code Survives} is counted, where it is of many
 * {@code Trials} by each of them, and {@code ReliabilityTable} makes one table of the counts of all modules. What was skipped
 * leaves no line.
 */
package dev.zankyo.reliability;
