package dev.zankyo.backend.lowering;

import java.util.List;

/**
 * Instructions that a part of the batch passes through without waiting for the rest of it. The results of their
 * {@linkplain Instruction#needsBarrier reductions} are needed only in later phases. Each instruction finds the results
 * of the one before it still in the cache.
 *
 * @param instructions the instructions, in order of execution
 * @param chunk the number of images that pass through together
 */
public record Phase(List<Instruction> instructions, int chunk) {
    public Phase {
        instructions = List.copyOf(instructions);
    }
}
