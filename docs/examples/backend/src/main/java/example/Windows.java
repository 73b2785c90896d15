package example;

import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Shape;

/** The pairs of an output pixel and an input pixel that its window covers. A pixel is an index into N x H x W. */
final class Windows {
    /** One element of one window. */
    interface Tap {
        void at(int output, int input, int element);
    }

    private Windows() {}

    static void forEach(Node node, Op.Windowed op, int batch, Tap tap) {
        Shape in = node.input().shape();
        Shape out = node.shape();
        int top = op.paddingBefore(in.height(), op.kernelHeight());
        int left = op.paddingBefore(in.width(), op.kernelWidth());
        for (int n = 0; n < batch; n++) {
            for (int y = 0; y < out.height(); y++) {
                for (int x = 0; x < out.width(); x++) {
                    for (int element = 0; element < op.kernelHeight() * op.kernelWidth(); element++) {
                        int inputY = y * op.stride() + element / op.kernelWidth() - top;
                        int inputX = x * op.stride() + element % op.kernelWidth() - left;
                        if (inputY >= 0 && inputY < in.height() && inputX >= 0 && inputX < in.width()) {
                            tap.at(
                                    (n * out.height() + y) * out.width() + x,
                                    (n * in.height() + inputY) * in.width() + inputX,
                                    element);
                        }
                    }
                }
            }
        }
    }
}
