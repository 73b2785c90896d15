/**
 * Backend against backend, by JMH. Each benchmark checks what it computed. {@code java -jar benchmarks.jar} runs all; a
 * backend that is unavailable fails its own rows only.
 */
package dev.zankyo.benchmarks;
