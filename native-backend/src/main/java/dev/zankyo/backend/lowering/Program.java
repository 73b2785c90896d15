package dev.zankyo.backend.lowering;

import dev.zankyo.graph.Graph;
import java.util.List;

/**
 * A graph as a list of instructions in order of execution.
 *
 * @param graph the graph it was made from
 * @param tensors all tensors, by index
 * @param input the tensor that the batch is copied to
 * @param output the activation of the output node; it is intact after the last instruction
 * @param forward the forward pass; in training it ends with the {@link Instruction.LossGradient}
 * @param backward the backward pass; empty for inference
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
