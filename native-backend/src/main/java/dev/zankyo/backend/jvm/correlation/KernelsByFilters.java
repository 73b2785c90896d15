package dev.zankyo.backend.jvm.correlation;

/** Which kernels suit a number of filters; for one worker. */
@FunctionalInterface
public interface KernelsByFilters {
    CorrelationKernels of(int filters);
}
