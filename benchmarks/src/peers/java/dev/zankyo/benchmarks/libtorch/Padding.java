package dev.zankyo.benchmarks.libtorch;

import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Shape;

/** TensorFlow's {@code same} padding. libtorch's padding is symmetric, so only symmetric cases are supported. */
final class Padding {
    private Padding() {}

    /** Returns the numbers of zeros above and below, and left and right. */
    static long[] of(Node node, Op.Conv2d conv) {
        Shape in = node.input().shape();
        return new long[] {
            symmetric(node, conv, in.height(), conv.kernelHeight()), symmetric(node, conv, in.width(), conv.kernelWidth())
        };
    }

    private static int symmetric(Node node, Op.Conv2d conv, int in, int kernel) {
        int before = conv.paddingBefore(in, kernel);
        if (before != conv.paddingAfter(in, kernel)) {
            throw new IllegalArgumentException(node + ": its padding must be symmetric");
        }
        return before;
    }
}
