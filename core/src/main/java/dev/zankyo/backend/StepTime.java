package dev.zankyo.backend;

/**
 * The time that a profiled plan spent on one kind of work, such as {@code Conv2dForward} or {@code waiting}.
 *
 * @param kind the kind of work
 * @param nanos time in nanoseconds, summed over all threads
 * @param flops floating-point operations, where a multiply-add counts as two; 0 if the work moves data instead of
 *     computing
 * @param bytes size of the tensors read and written, each counted once per operation; they may have come from a cache
 */
public record StepTime(String kind, long nanos, long flops, long bytes) {}
