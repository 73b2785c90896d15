package dev.zankyo.graph;

import java.util.List;

/**
 * A named tensor of the network and its place in the canonical flat vector that holds it.
 *
 * @param name the node's name, a dot, and the role's name: {@code stage1.block0.conv1.weight}
 * @param role the part it plays in its node
 * @param shape the axes, slowest first; row-major
 * @param offset index of its first element in the flat vector of trainable parameters or, for a moving statistic, in
 *     the flat vector of moving statistics
 * @param fanIn the number of inputs that each output of its node sums over; 0 where it does not apply
 * @param fanOut the number of outputs that each input of its node reaches; 0 where it does not apply
 */
public record Parameter(String name, Role role, List<Integer> shape, int offset, int fanIn, int fanOut) {

    /** The part that a parameter plays in its node. */
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

        /** Returns whether the parameter has gradients. Moving statistics do not. */
        public boolean trainable() {
            return this != MOVING_MEAN && this != MOVING_VARIANCE;
        }

        /** Returns the last part of the parameter's name. */
        @Override
        public String toString() {
            return text;
        }
    }

    public Parameter {
        shape = List.copyOf(shape);
    }

    /** Returns the number of elements. */
    public int size() {
        int size = 1;
        for (int axis : shape) {
            size = Math.multiplyExact(size, axis);
        }
        return size;
    }

    /** Returns the index after the last element. */
    public int end() {
        return offset + size();
    }
}
