/**
 * JMH benchmarks that compare backends. Each benchmark checks its result. {@code java -jar benchmarks.jar} runs all of
 * them; a backend that is unavailable fails only its own rows.
 */
package dev.zankyo.benchmarks;
