/**
 * JMH benchmarks that compare backends. Each benchmark checks what it computed. {@code java -jar benchmarks.jar} runs
 * all. If a backend is unavailable, only its own rows fail.
 */
package dev.zankyo.benchmarks;
