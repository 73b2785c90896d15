/**
 * JMH benchmarks that compare backends. Each benchmark checks what it computed. {@code java -jar benchmarks.jar} runs
 * all. If a backend is unavailable or computes wrongly, only its own rows fail, and the exit code is 1.
 */
package dev.zankyo.benchmarks;
