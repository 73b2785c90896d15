package dev.zankyo.backend.lowering;

import dev.zankyo.graph.Graph;
import java.util.List;

/**
 * What a graph becomes: instructions in the order of execution.
 *
 * @param graph what it was made of
 * @param tensors all tensors, by index
 * @param input the tensor the batch is copied to
 * @param output the output node's activation; it is intact after the last instruction
 * @param forward the way there; in training it ends with the {@link Instruction.LossGradient}
 * @param backward the way back; empty for inference
 */
public record Program(
        Graph graph,
        List<Tensor> tensors,
        Tensor input,
        Tensor output,
        List<Instruction> forward,
        List<Instruction> backward) {
    public Program {
        tensors = List.copyOf(tensors);
        forward = List.copyOf(forward);
        backward = List.copyOf(backward);
    }
}
