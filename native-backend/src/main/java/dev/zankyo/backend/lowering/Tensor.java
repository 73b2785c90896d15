package dev.zankyo.backend.lowering;

import dev.zankyo.backend.Precision;
import dev.zankyo.graph.Shape;

/**
 * A value of a program: the activation of a node, or the gradient of the loss with respect to it. Its layout is (N, H,
 * W, C).
 *
 * @param index the number of the tensor in the program, from 0
 * @param name the name for messages: the node's name, with {@code '} for a gradient
 * @param shape the shape of one sample, (H, W, C)
 * @param precision the format of the elements
 */
public record Tensor(int index, String name, Shape shape, Precision precision) {

    /** Returns the bytes of one sample. */
    public long bytes() {
        return (long) shape.size() * precision.bytes();
    }

    @Override
    public String toString() {
        return name;
    }
}
