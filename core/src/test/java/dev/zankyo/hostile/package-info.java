/**
 * Tests of every parser with damaged or hostile bytes. {@code Parser} lists the parsers, {@code MutationTest} changes
 * valid files at random, {@code Fuzzing} has Jazzer search for inputs that reach new code, and {@code CorpusTest} reads
 * the inputs it found.
 */
package dev.zankyo.hostile;
