package dev.zankyo.backend.engine;

import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.graph.Node;
import java.util.List;
import java.util.Optional;

/**
 * The convolutions and dense layers of a backend, described for one schedule: the layout of their parameters and the
 * memory that they need. {@link #bind} gives them that memory and returns an object that makes the tasks.
 */
public interface LinearLayers extends AutoCloseable {

    /** Returns the positions of the parameters in the plan's vectors. */
    ParameterOrder order();

    /** Returns the bytes of memory shared by all workers, besides {@link #workerBytes}: copies of weights. */
    long sharedBytes();

    /** Returns the bytes of memory for each worker: scratch space. */
    long workerBytes();

    /** Returns the layers with their memory; called once. They must not be used after this object is closed. */
    Bound bind(Storage storage);

    /** Frees all resources other than the memory of the storage. */
    @Override
    void close();

    /**
     * Layers that have their memory. Tasks of different workers run concurrently; those of one worker run one after
     * another.
     */
    interface Bound {

        /**
         * Returns the task of a {@link Instruction.Conv2dForward}, {@link Instruction.Conv2dBackwardWeights},
         * {@link Instruction.Conv2dBackwardData}, {@link Instruction.DenseForward} or
         * {@link Instruction.DenseBackward}. The task adds gradients of parameters to those of the slice's share; the
         * first slice of a share replaces them.
         */
        Runnable task(Instruction instruction, Slice slice);

        /** Returns the backend's own primitives of a batch normalization; empty if the engine's kernels compute it. */
        default Optional<NormPrimitives> normPrimitives(Node node) {
            return Optional.empty();
        }

        /** Returns the tasks that must run, in any order, whenever parameters have changed. */
        List<Runnable> refreshes();

        /** Returns layouts and implementation of an instruction, for {@code describe()}. */
        String describe(Instruction instruction);

        /**
         * Prepares the calling thread. Each thread of the plan calls it before its first task, the caller of a run
         * before every run.
         */
        void enter();
    }
}
