package dev.zankyo.backend.peak;

import java.lang.foreign.MemorySegment;

/** The two loops whose speeds are the machine's peaks: FLOP/s and memory bandwidth. */
public interface PeakLoops {

    /** Returns the floating-point operations of one iteration of {@link #multiplyAdd}. */
    long flops();

    /**
     * Runs independent chains of x = x * factor + term in registers.
     *
     * @return the mean over the chains, which converges to term / (1 - factor)
     */
    float multiplyAdd(int iterations, float factor, float term);

    /**
     * Runs STREAM's triad (McCalpin 1995), x = y + factor * z.
     *
     * @param bytes the length of each array, a multiple of a vector's length
     */
    void triad(MemorySegment x, MemorySegment y, MemorySegment z, long bytes, float factor);
}
