package dev.zankyo.backend.engine;

import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.lowering.Tensor;
import dev.zankyo.graph.Flops;
import dev.zankyo.graph.Node;

/**
 * A description of one kind of work in a step: a line of {@code describe()}, and a row of a profile.
 *
 * @param node the name of the node that the work is done for; {@code *} for all nodes
 * @param kind the simple name of the instruction, such as {@code Conv2dForward}
 * @param detail layouts and implementation
 * @param flops floating-point operations per image
 * @param bytes bytes of tensors read or written per image
 */
record Activity(String node, String kind, String detail, long flops, long bytes) {

    /** Returns the activity of work that belongs to no image in particular. */
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

    /**
     * Returns the floating-point operations per image. Only products with weights count; the speed of other work is
     * limited by memory bandwidth.
     */
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
