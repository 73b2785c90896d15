package dev.zankyo.graph;

import java.util.List;

/**
 * A named tensor of the network and its place in the canonical flat vector it belongs to.
 *
 * @param name node name, a dot, and the role's: {@code stage1.block0.conv1.weight}
 * @param role what it is to its node
 * @param shape the axes, slowest first; row-major
 * @param offset index of its first element in the flat vector of trainable parameters, or, for a moving statistic, in the
 *     flat vector of moving statistics
 * @param fanIn the number of inputs each output of its node sums over; 0 where that means nothing
 * @param fanOut the number of outputs each input of its node reaches; 0 where that means nothing
 */
public record Parameter(String name, Role role, List<Integer> shape, int offset, int fanIn, int fanOut) {

    /** What a parameter is to its node. */
    public enum Role {
        WEIGHT("weight"),
        BIAS("bias"),
        GAMMA("gamma"),
        BETA("beta"),
        MOVING_MEAN("moving_mean"),
        MOVING_VARIANCE("moving_variance");

        private final String text;

        Role(String text) {
            this.text = text;
        }

        /** Whether gradients reach it; the moving statistics are not trained. */
        public boolean trainable() {
            return this != MOVING_MEAN && this != MOVING_VARIANCE;
        }

        /** The last part of the parameter's name. */
        @Override
        public String toString() {
            return text;
        }
    }

    public Parameter {
        shape = List.copyOf(shape);
    }

    /** The number of elements. */
    public int size() {
        int size = 1;
        for (int axis : shape) {
            size = Math.multiplyExact(size, axis);
        }
        return size;
    }

    /** The index after its last element. */
    public int end() {
        return offset + size();
    }
}
