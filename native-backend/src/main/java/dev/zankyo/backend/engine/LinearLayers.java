package dev.zankyo.backend.engine;

import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.lowering.Slice;
import java.util.List;

/**
 * What a backend brings to a plan: convolutions and dense layers. It is made for one schedule, says how it wants its
 * parameters laid out and what memory it needs, is given that memory, and then makes a task of every instruction and slice.
 * Tasks of different workers run at once; one worker's come one after another.
 */
public interface LinearLayers extends AutoCloseable {

    /** Where the parameters are to lie. */
    ParameterOrder order();

    /** Bytes of memory for all workers together, besides {@link #workerBytes}: copies of weights. */
    long sharedBytes();

    /** Bytes of memory for each worker: scratch space. */
    long workerBytes();

    /** Hands over the memory; called once, before any task is made. */
    void bind(Storage storage);

    /**
     * The task of a {@link Instruction.Conv2dForward}, {@link Instruction.Conv2dBackwardWeights}, {@link
     * Instruction.Conv2dBackwardData}, {@link Instruction.DenseForward} or {@link Instruction.DenseBackward}. Gradients of
     * parameters are those of the slice's share: the first slice of a share replaces them, the others add to them.
     */
    Runnable task(Instruction instruction, Slice slice);

    /** What has to run whenever parameters have changed, in any order; empty if nothing. */
    List<Runnable> refreshes();

    /** Layouts and implementation of an instruction, for people. */
    String describe(Instruction instruction);

    /** What each thread does before its first task. */
    void enter();

    /** Frees what is not memory of the storage. */
    @Override
    void close();
}
