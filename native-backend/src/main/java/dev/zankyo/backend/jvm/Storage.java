package dev.zankyo.backend.jvm;

import dev.zankyo.backend.lowering.MemoryPlan;
import dev.zankyo.backend.lowering.Program;
import dev.zankyo.backend.lowering.Tensor;
import dev.zankyo.graph.Graph;

/** The arrays of a plan. Those of gradients are empty in inference. */
final class Storage {
    /**
     * A large array is an object of its own at a region's start, its elements sixteen bytes later; twelve floats more and
     * tensors begin at a cache line.
     */
    private static final int LEAD = 12;

    /** Room left at the end, so that lengths stay below what a JVM can allocate. */
    private static final int MARGIN = 64;

    /** All activations and their gradients. */
    final float[] slab;

    /** Trainable parameters in the order of {@link ParameterLayout}. */
    final float[] parameters;

    /** Moving statistics, canonical. */
    final float[] statistics;

    /** Gradients, in the order of the parameters. */
    final float[] gradients;

    /** For each weight tensor its transpose, for gradients of data, at the same place. */
    final float[] transposed;

    private final MemoryPlan plan;
    private final int batchSize;
    private final int workers;
    private float[][] scratch;
    private int scratchSize;

    Storage(Program program, int batchSize, int workers, boolean training) {
        Graph graph = program.graph();
        plan = MemoryPlan.of(program, batchSize);
        this.batchSize = batchSize;
        this.workers = workers;
        if (plan.size() > Integer.MAX_VALUE - MARGIN) {
            throw new IllegalArgumentException("batch size: activations must fit in one Java array; expected at most "
                    + Integer.MAX_VALUE + " floats, got " + plan.size() + " at batch size " + batchSize
                    + " (take a smaller one)");
        }
        slab = new float[LEAD + (int) plan.size()];
        parameters = new float[graph.trainableSize()];
        statistics = new float[graph.movingStatisticsSize()];
        gradients = new float[training ? graph.trainableSize() : 0];
        transposed = new float[training ? graph.trainableSize() : 0];
    }

    int batchSize() {
        return batchSize;
    }

    /** Where a tensor begins in {@link #slab}. */
    int offset(Tensor tensor) {
        return LEAD + (int) plan.offset(tensor);
    }

    /** Makes sure each worker's scratch array has a length; only while compiling. */
    void requireScratch(int floats) {
        scratchSize = Math.max(scratchSize, floats);
        scratch = null;
    }

    /** Claims the scratch arrays. */
    void allocateScratch() {
        scratch = new float[workers][scratchSize];
    }

    /** The scratch array of a worker. */
    float[] scratch(int worker) {
        return scratch[worker];
    }

    /** Bytes of all arrays. */
    long bytes() {
        long floats = (long) slab.length + parameters.length + statistics.length + gradients.length;
        return Float.BYTES * (floats + transposed.length + (long) workers * scratchSize);
    }
}
