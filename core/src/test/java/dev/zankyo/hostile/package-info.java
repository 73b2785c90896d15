/**
 * Bytes that nobody wrote on purpose, given to every parser: {@code Parser} names the parsers, {@code MutationTest} changes
 * sound files at random.
 */
package dev.zankyo.hostile;
