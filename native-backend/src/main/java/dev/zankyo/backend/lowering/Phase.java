package dev.zankyo.backend.lowering;

import java.util.List;

/**
 * Instructions that a part of the batch can go through without waiting for the rest: what {@link Instruction#meets} comes to
 * is needed only after it. Cut so, each instruction finds what the one before left still in the cache.
 *
 * @param instructions in their order
 * @param chunk how many images go through together
 */
public record Phase(List<Instruction> instructions, int chunk) {
    public Phase {
        instructions = List.copyOf(instructions);
    }
}
