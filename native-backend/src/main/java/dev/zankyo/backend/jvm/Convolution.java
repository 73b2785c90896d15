package dev.zankyo.backend.jvm;

import dev.zankyo.backend.engine.ParameterOrder;
import dev.zankyo.backend.jvm.correlation.Correlation;
import dev.zankyo.backend.jvm.correlation.Correlation.Plane;
import dev.zankyo.backend.jvm.correlation.CorrelationKernels;
import dev.zankyo.backend.jvm.correlation.KernelsByFilters;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.backend.lowering.Tensor;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import dev.zankyo.graph.Shape;
import java.util.Arrays;
import java.util.List;

/** A convolution, or a dense layer, which is a convolution of images of a single pixel. */
final class Convolution {
    private final List<CorrelationKernels> forwardKernels;
    private final List<CorrelationKernels> backwardKernels;
    private final Parameter weight;
    private final Parameter bias;
    private final Op.Conv2d op;
    private final Shape x;
    private final Shape y;
    private final int window;
    private final Padding padding;
    private final Padding backwardPadding;

    /**
     * True for a kernel of one pixel and a stride above 1: then each output pixel reads one input pixel, and the
     * gradient of the input pixels in between is zero.
     */
    private final boolean scatters;

    private final long transposed;

    private Convolution(Node node, List<KernelsByFilters> kernels, long transposed, Shape x, Shape y, Op.Conv2d op) {
        this.op = op;
        this.x = x;
        this.y = y;
        this.transposed = transposed;
        forwardKernels = kernels.stream().map(k -> k.of(y.channels())).toList();
        backwardKernels = kernels.stream().map(k -> k.of(x.channels())).toList();
        weight = node.parameter(Role.WEIGHT);
        bias = node.parameter(Role.BIAS);
        int height = op.kernelHeight();
        int width = op.kernelWidth();
        window = height * width;
        int top = op.paddingBefore(x.height(), height);
        int left = op.paddingBefore(x.width(), width);
        padding = new Padding(
                x,
                top,
                left,
                x.height() + top + op.paddingAfter(x.height(), height),
                x.width() + left + op.paddingAfter(x.width(), width),
                1);
        scatters = window == 1 && op.stride() > 1;
        // Otherwise the output's gradient, with its pixels a stride apart, is correlated with the kernel rotated by 180
        // degrees.
        backwardPadding = scatters
                ? new Padding(y, 0, 0, y.height(), y.width(), 1)
                : new Padding(
                        y,
                        height - 1 - top,
                        width - 1 - left,
                        x.height() + height - 1,
                        x.width() + width - 1,
                        op.stride());
    }

    private static Plane dense(Shape shape) {
        int row = shape.width() * shape.channels();
        return new Plane(shape.height(), shape.width(), shape.size(), row, shape.channels());
    }

    private Correlation forwardCorrelation(int images) {
        Plane padded = dense(padding.padded());
        int stride = op.stride();
        Plane source = new Plane(
                y.height(), y.width(), padded.imagePitch(), stride * padded.rowPitch(), stride * padded.columnPitch());
        int run = op.kernelWidth() * x.channels();
        return Correlation.of(images, y.channels(), op.kernelHeight(), run, padded.rowPitch(), source, dense(y));
    }

    private Correlation backwardCorrelation(int images) {
        int stride = op.stride();
        if (scatters) {
            Plane all = dense(x);
            Plane reached = new Plane(
                    y.height(), y.width(), all.imagePitch(), stride * all.rowPitch(), stride * all.columnPitch());
            return Correlation.of(images, x.channels(), 1, y.channels(), 0, dense(y), reached);
        }
        Plane padded = dense(backwardPadding.padded());
        Plane source = new Plane(x.height(), x.width(), padded.imagePitch(), padded.rowPitch(), padded.columnPitch());
        int run = op.kernelWidth() * y.channels();
        return Correlation.of(images, x.channels(), op.kernelHeight(), run, padded.rowPitch(), source, dense(x));
    }

    /**
     * Returns the convolution of a node.
     *
     * @param kernels the kernels of each worker
     * @param transposed the offset of the layer's transposed weights in the shared memory, in bytes
     * @throws IllegalArgumentException if the node is neither a convolution nor a dense layer
     */
    static Convolution of(Node node, List<KernelsByFilters> kernels, long transposed) {
        Shape x = node.input().shape();
        return switch (node.op()) {
            case Op.Conv2d op -> new Convolution(node, kernels, transposed, x, node.shape(), op);
            case Op.Dense op ->
                new Convolution(
                        node,
                        kernels,
                        transposed,
                        new Shape(1, 1, x.size()),
                        node.shape(),
                        new Op.Conv2d(op.units(), 1, 1, 1));
            default -> throw new IllegalArgumentException(node + ": is not a linear layer");
        };
    }

    /** Places weight and bias. The weights lie in panels, with rows in the order (H, W, input channel). */
    void place(ParameterOrder order) {
        int rows = window * x.channels();
        int panel = forwardKernels.get(0).panel();
        order.place(weight, Correlation.panelFloats(y.channels(), rows, panel), i -> {
            int filter = i / rows;
            int channel = i % rows / window;
            return Correlation.panelPosition(i % window * x.channels() + channel, filter, rows, panel);
        });
        order.placePlain(bias);
    }

    long transposedBytes() {
        int rows = window * y.channels();
        return (long) Float.BYTES
                * Correlation.panelFloats(
                        x.channels(), rows, backwardKernels.get(0).panel());
    }

    /** Returns the name of the kernels, for {@code describe()}. */
    String description() {
        return forwardKernels.get(0).description();
    }

    /** Returns the maximum scratch space, in bytes, of a task for {@code images} images. */
    long scratchBytes(int images) {
        return Float.BYTES * Math.max(padding.scratch(images), backwardPadding.scratch(images));
    }

    /** Returns the convolution with its memory. */
    Bound bind(Floats floats) {
        return new Bound(floats);
    }

    /** A convolution that has its memory. */
    final class Bound {
        private final Floats floats;

        private Bound(Floats floats) {
            this.floats = floats;
        }

        Runnable forward(Tensor from, Tensor to, boolean accumulate, boolean relu, Slice slice) {
            float[] array = floats.array();
            var source = padding.of(floats, from, slice);
            int d = floats.tensor(to, slice);
            int w = floats.value(weight);
            int b = floats.value(bias);
            Correlation correlation = forwardCorrelation(slice.count());
            CorrelationKernels kernels = forwardKernels.get(slice.worker());
            return () -> {
                source.make();
                kernels.correlate(correlation, array, source.begin(), w, b, d, accumulate, relu);
            };
        }

        /** Returns the task that adds the gradients of weight and bias to those of the slice's share. */
        Runnable backwardWeights(Tensor from, Tensor dy, Slice slice) {
            float[] array = floats.array();
            var source = padding.of(floats, from, slice);
            int d = floats.tensor(dy, slice);
            int dw = floats.gradient(weight, slice.share());
            int dbias = floats.gradient(bias, slice.share());
            int weights = Correlation.panelFloats(
                    y.channels(), window * x.channels(), forwardKernels.get(0).panel());
            Correlation correlation = forwardCorrelation(slice.count());
            CorrelationKernels kernels = forwardKernels.get(slice.worker());
            return () -> {
                if (slice.firstOfShare()) {
                    Arrays.fill(array, dw, dw + weights, 0);
                    Arrays.fill(array, dbias, dbias + y.channels(), 0);
                }
                source.make();
                kernels.correlateWeights(correlation, array, source.begin(), d, dw, dbias);
            };
        }

        /** Returns the task that computes the gradient of the input, using the transposed weights. */
        Runnable backwardData(Tensor dy, Tensor dx, boolean accumulate, Slice slice) {
            float[] array = floats.array();
            var source = backwardPadding.of(floats, dy, slice);
            int d = floats.tensor(dx, slice);
            int w = floats.shared(transposed);
            int zeros = floats.shared(0);
            Correlation correlation = backwardCorrelation(slice.count());
            CorrelationKernels kernels = backwardKernels.get(slice.worker());
            return () -> {
                source.make();
                if (scatters && !accumulate) {
                    Arrays.fill(array, d, d + slice.count() * x.size(), 0);
                }
                kernels.correlate(correlation, array, source.begin(), w, zeros, d, accumulate, false);
            };
        }

        /** Copies the weights, rotated by 180 degrees and with input and output channels swapped. */
        void transpose() {
            float[] array = floats.array();
            int channels = x.channels();
            int filters = y.channels();
            int source = floats.value(weight);
            int target = floats.shared(transposed);
            for (int k = 0; k < window; k++) {
                for (int o = 0; o < filters; o++) {
                    for (int i = 0; i < channels; i++) {
                        int to = Correlation.panelPosition(
                                (window - 1 - k) * filters + o,
                                i,
                                window * filters,
                                backwardKernels.get(0).panel());
                        int from = Correlation.panelPosition(
                                k * channels + i,
                                o,
                                window * channels,
                                forwardKernels.get(0).panel());
                        array[target + to] = array[source + from];
                    }
                }
            }
        }
    }
}
