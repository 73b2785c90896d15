package dev.zankyo.backend;

/**
 * Where time went in one kind of work while a plan was profiled: {@code Conv2dForward}, {@code waiting}.
 *
 * @param kind what was done
 * @param nanos the time of all threads together
 * @param flops floating-point operations, a multiplication and its addition being two; 0 where it moves data rather than
 *     computes
 * @param bytes of the tensors read and written, each counted once an operation; they may have come from a cache
 */
public record StepTime(String kind, long nanos, long flops, long bytes) {}
