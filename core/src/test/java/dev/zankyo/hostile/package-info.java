/**
 * Bytes that nobody wrote on purpose, given to every parser: {@code Parser} names the parsers, {@code MutationTest} changes
 * sound files at random, {@code Fuzzing} has Jazzer search for inputs that reach new code, {@code CorpusTest} reads again what
 * it found.
 */
package dev.zankyo.hostile;
