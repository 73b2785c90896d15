package dev.zankyo.backend.lowering;

import dev.zankyo.backend.Precision;
import dev.zankyo.graph.Shape;

/**
 * A value of a program: the activation of a node or the gradient of the loss by it, N x H x W x C.
 *
 * @param index its number in the program, from 0
 * @param name for people: the node's name, with {@code '} for a gradient
 * @param shape the shape of one sample
 * @param precision the format of its elements
 */
public record Tensor(int index, String name, Shape shape, Precision precision) {

    /** Bytes of one sample. */
    public long bytes() {
        return (long) shape.size() * precision.bytes();
    }

    @Override
    public String toString() {
        return name;
    }
}
