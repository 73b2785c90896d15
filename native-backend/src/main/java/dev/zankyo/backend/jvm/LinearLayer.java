package dev.zankyo.backend.jvm;

import dev.zankyo.backend.lowering.Tensor;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter.Role;
import dev.zankyo.graph.Shape;
import java.util.Arrays;

/**
 * A convolution, or a dense layer, which is a convolution of one pixel whose rows are the samples. Work is divided by output
 * rows going forward and by input rows going back; the weights' gradient by weight rows, each of which is summed over all
 * images in their order.
 */
final class LinearLayer {
    /** Weight rows the kernels take together. */
    private static final int WEIGHT_ROWS = 8;

    private final Storage storage;
    private final Kernels kernels;
    private final int images;
    private final int xSize;
    private final int ySize;
    private final int stride;
    private final int window;
    private final int channels;
    private final int filters;
    private final int weight;
    private final int bias;
    private final float[] zeros;
    private final Padding padding;
    private final Correlation[] forward;
    private final Padding backwardPadding;
    private final Correlation[] backward;
    private final int zeroedRow;

    private LinearLayer(Node node, Storage storage, Kernels kernels, int images, Shape x, Shape y, Op.Conv2d op) {
        this.storage = storage;
        this.kernels = kernels;
        this.images = images;
        xSize = x.size();
        ySize = y.size();
        stride = op.stride();
        int height = op.kernelHeight();
        int width = op.kernelWidth();
        window = height * width;
        channels = x.channels();
        filters = y.channels();
        weight = node.parameter(Role.WEIGHT).offset();
        bias = node.parameter(Role.BIAS).offset();
        zeros = new float[channels];

        int top = op.paddingBefore(x.height(), height);
        int left = op.paddingBefore(x.width(), width);
        int paddedRows = x.height() + top + op.paddingAfter(x.height(), height);
        int paddedColumns = x.width() + left + op.paddingAfter(x.width(), width);
        padding = new Padding(x.height(), x.width(), channels, top, left, paddedRows, paddedColumns, 1);
        int pitch = paddedColumns * channels;
        forward = byRows(new Correlation(
                y.height(),
                y.width(),
                filters,
                height,
                width * channels,
                pitch,
                stride * pitch,
                stride * channels,
                y.width() * filters,
                filters));

        int xPitch = x.width() * channels;
        int yPitch = y.width() * filters;
        if (window == 1) {
            // Each output pixel reaches one input pixel; those between get nothing.
            backwardPadding = new Padding(y.height(), y.width(), filters, 0, 0, y.height(), y.width(), 1);
            backward = byRows(new Correlation(
                    y.height(),
                    y.width(),
                    channels,
                    1,
                    filters,
                    yPitch,
                    yPitch,
                    filters,
                    stride * xPitch,
                    stride * channels));
            zeroedRow = stride == 1 ? 0 : xPitch;
        } else {
            // Correlation with the kernel turned by 180 degrees over the output's gradient, its pixels a stride apart.
            backwardPadding = new Padding(
                    y.height(),
                    y.width(),
                    filters,
                    height - 1 - top,
                    width - 1 - left,
                    x.height() + height - 1,
                    x.width() + width - 1,
                    stride);
            int gPitch = (x.width() + width - 1) * filters;
            backward = byRows(new Correlation(
                    x.height(),
                    x.width(),
                    channels,
                    height,
                    width * filters,
                    gPitch,
                    gPitch,
                    filters,
                    xPitch,
                    channels));
            zeroedRow = 0;
        }
        if (!padding.isNone()) {
            storage.requireScratch(padding.size());
        }
    }

    static LinearLayer of(Node node, Storage storage, Kernels kernels) {
        Shape x = node.input().shape();
        return switch (node.op()) {
            case Op.Conv2d op -> new LinearLayer(node, storage, kernels, storage.batchSize(), x, node.shape(), op);
            case Op.Dense op ->
                new LinearLayer(
                        node,
                        storage,
                        kernels,
                        1,
                        new Shape(storage.batchSize(), 1, x.size()),
                        new Shape(storage.batchSize(), 1, op.units()),
                        new Op.Conv2d(op.units(), 1, 1, 1));
            default -> throw new IllegalArgumentException(node + ": is not a linear layer");
        };
    }

    /** The geometry's first 1, 2, ... rows, so that none need be made while running. */
    private static Correlation[] byRows(Correlation all) {
        Correlation[] first = new Correlation[all.rows() + 1];
        for (int rows = 1; rows <= all.rows(); rows++) {
            first[rows] = all.firstRows(rows);
        }
        return first;
    }

    Phase forward(Tensor x, Tensor y, boolean accumulate) {
        int rows = forward.length - 1;
        int xRow = forward[rows].xRow();
        int yRow = forward[rows].yRow();
        int xBase = storage.offset(x);
        int yBase = storage.offset(y);
        int taps = forward[rows].taps();
        return new Phase(images * rows, (from, to, worker) -> {
            float[] slab = storage.slab;
            for (int piece = from; piece < to; ) {
                int image = piece / rows;
                int first = piece - image * rows;
                int last = Math.min(rows, first + to - piece);
                float[] source = slab;
                int q = xBase + image * xSize;
                if (!padding.isNone()) {
                    source = storage.scratch(worker);
                    padding.copy(slab, q, source, first * stride, (last - 1) * stride + taps);
                    q = 0;
                }
                int d = yBase + image * ySize + first * yRow;
                kernels.correlate(
                        forward[last - first],
                        source,
                        q + first * xRow,
                        storage.parameters,
                        weight,
                        storage.parameters,
                        bias,
                        slab,
                        d,
                        accumulate);
                piece += last - first;
            }
        });
    }

    /** The gradients of weights and bias; the last piece has the bias too. */
    Phase backwardWeights(Tensor x, Tensor dy) {
        int rows = forward.length - 1;
        Correlation all = forward[rows];
        int xBase = storage.offset(x);
        int dyBase = storage.offset(dy);
        int pieces = (all.weightRows() + WEIGHT_ROWS - 1) / WEIGHT_ROWS;
        return new Phase(pieces, (from, to, worker) -> {
            float[] slab = storage.slab;
            float[] gradients = storage.gradients;
            int firstRow = from * WEIGHT_ROWS;
            int lastRow = Math.min(to * WEIGHT_ROWS, all.weightRows());
            Arrays.fill(gradients, weight + firstRow * filters, weight + lastRow * filters, 0);
            if (to == pieces) {
                Arrays.fill(gradients, bias, bias + filters, 0);
            }
            for (int image = 0; image < images; image++) {
                float[] source = slab;
                int q = xBase + image * xSize;
                if (!padding.isNone()) {
                    source = storage.scratch(worker);
                    padding.copy(slab, q, source, 0, padding.paddedRows());
                    q = 0;
                }
                int d = dyBase + image * ySize;
                kernels.correlateWeights(all, source, q, slab, d, gradients, weight, firstRow, lastRow);
                if (to == pieces) {
                    kernels.addRows(slab, d, ySize / filters, filters, gradients, bias);
                }
            }
        });
    }

    /** The gradient of the input, from the weights {@link #transpose} has left. */
    Phase backwardData(Tensor dy, Tensor dx, boolean accumulate) {
        int rows = backward.length - 1;
        int gRow = backward[rows].xRow();
        int xRow = backward[rows].yRow();
        int dyBase = storage.offset(dy);
        int dxBase = storage.offset(dx);
        int taps = backward[rows].taps();
        if (!backwardPadding.isNone()) {
            storage.requireScratch(backwardPadding.size());
        }
        return new Phase(images * rows, (from, to, worker) -> {
            float[] slab = storage.slab;
            for (int piece = from; piece < to; ) {
                int image = piece / rows;
                int first = piece - image * rows;
                int last = Math.min(rows, first + to - piece);
                float[] source = slab;
                int q = dyBase + image * ySize;
                if (!backwardPadding.isNone()) {
                    source = storage.scratch(worker);
                    backwardPadding.copy(slab, q, source, first, last - 1 + taps);
                    q = 0;
                }
                int d = dxBase + image * xSize;
                if (zeroedRow > 0 && !accumulate) {
                    int end = last == rows ? xSize : last * stride * zeroedRow;
                    Arrays.fill(slab, d + first * stride * zeroedRow, d + end, 0);
                }
                kernels.correlate(
                        backward[last - first],
                        source,
                        q + first * gRow,
                        storage.transposed,
                        weight,
                        zeros,
                        0,
                        slab,
                        d + first * xRow,
                        accumulate);
                piece += last - first;
            }
        });
    }

    /** Turns the kernel by 180 degrees and swaps its channels. */
    Phase transpose() {
        int size = channels * filters;
        return new Phase(window, (from, to, worker) -> {
            float[] w = storage.parameters;
            float[] t = storage.transposed;
            for (int k = from; k < to; k++) {
                int source = weight + k * size;
                int target = weight + (window - 1 - k) * size;
                for (int o = 0; o < filters; o++) {
                    for (int i = 0; i < channels; i++) {
                        t[target + o * channels + i] = w[source + i * filters + o];
                    }
                }
            }
        });
    }
}
