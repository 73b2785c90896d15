package dev.zankyo.backend.engine;

import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.lowering.Tensor;
import dev.zankyo.graph.Flops;
import dev.zankyo.graph.Node;

/**
 * What steps do, for people: a line of {@code describe()}, and a kind of work in a profile.
 *
 * @param node the node it is done for; {@code *} for all
 * @param kind the instruction: {@code Conv2dForward}
 * @param detail layouts and implementation
 * @param flops floating-point operations an image
 * @param bytes of tensors an image
 */
record Activity(String node, String kind, String detail, long flops, long bytes) {

    /** What is done for no image in particular. */
    static Activity forAll(String node, String kind, String detail) {
        return new Activity(node, kind, detail, 0, 0);
    }

    static Activity of(Instruction instruction, String detail) {
        return new Activity(
                instruction.node().name(),
                instruction.getClass().getSimpleName(),
                detail,
                flops(instruction),
                instruction.tensors().stream().mapToLong(Tensor::bytes).sum());
    }

    /** Only products with weights count; the rest is bound by memory. */
    private static long flops(Instruction instruction) {
        Node node = instruction.node();
        return switch (instruction) {
            case Instruction.Conv2dForward i -> Flops.forward(node);
            case Instruction.Conv2dBackwardWeights i -> Flops.forward(node);
            case Instruction.Conv2dBackwardData i -> Flops.forward(node);
            case Instruction.DepthwiseForward i -> Flops.forward(node);
            case Instruction.DepthwiseBackwardWeights i -> Flops.forward(node);
            case Instruction.DepthwiseBackwardData i -> Flops.forward(node);
            case Instruction.DenseForward i -> Flops.forward(node);
            case Instruction.DenseBackward i -> 2 * Flops.forward(node);
            default -> 0;
        };
    }

    @Override
    public String toString() {
        return String.format("%-24s %-24s %s", node, kind, detail);
    }
}
