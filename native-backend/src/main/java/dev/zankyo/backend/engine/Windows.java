package dev.zankyo.backend.engine;

import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Shape;

/** The windows of an operation over one image of H x W pixels, without their padding. */
final class Windows {
    private final Op.Windowed op;
    private final Shape in;
    private final Shape out;
    private final int top;
    private final int left;

    /**
     * A callback for one element of a window. Pixels are indices into H x W, taps are indices into the window, both
     * row-major.
     */
    @FunctionalInterface
    interface Tap {
        void at(int output, int input, int tap);
    }

    Windows(Node node, Op.Windowed op) {
        this.op = op;
        in = node.input().shape();
        out = node.shape();
        top = op.paddingBefore(in.height(), op.kernelHeight());
        left = op.paddingBefore(in.width(), op.kernelWidth());
    }

    /** Calls {@code tap} for every element of every window, in the order of outputs, then of taps. */
    void forEach(Tap tap) {
        for (int y = 0; y < out.height(); y++) {
            int firstRow = y * op.stride() - top;
            int rows = Math.min(op.kernelHeight(), in.height() - firstRow);
            for (int x = 0; x < out.width(); x++) {
                int firstColumn = x * op.stride() - left;
                int columns = Math.min(op.kernelWidth(), in.width() - firstColumn);
                for (int row = Math.max(0, -firstRow); row < rows; row++) {
                    for (int column = Math.max(0, -firstColumn); column < columns; column++) {
                        tap.at(
                                y * out.width() + x,
                                (firstRow + row) * in.width() + firstColumn + column,
                                row * op.kernelWidth() + column);
                    }
                }
            }
        }
    }
}
