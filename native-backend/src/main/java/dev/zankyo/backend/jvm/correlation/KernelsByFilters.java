package dev.zankyo.backend.jvm.correlation;

/** A choice of kernels by the number of filters, for one worker. */
@FunctionalInterface
public interface KernelsByFilters {
    CorrelationKernels of(int filters);
}
