package dev.zankyo.graph;

/**
 * An operation of the network. The interface is sealed and backends switch over it exhaustively, so a new operation
 * does not compile until every backend handles it.
 *
 * <p>Parameters are listed in canonical order. N is the batch size; H and W are the output's height and width.
 */
public sealed interface Op {

    /** The input batch: (N, H, W, C). No parameters. */
    record Input() implements Op {}

    /**
     * An operation that reads a window of the image for each output, with TensorFlow's {@code same} padding. The output
     * has {@code ceil(in / stride)} rows and columns. The total padding of an axis is
     * {@code max((out - 1) * stride + kernel - in, 0)}; half of it, rounded down, comes before the first element. Every
     * window holds at least one element of the image.
     */
    interface Windowed {
        int kernelHeight();

        int kernelWidth();

        int stride();

        /** Returns the output length of an axis of {@code in} elements. */
        default int outputLength(int in) {
            return (in + stride() - 1) / stride();
        }

        /** Returns the padding before the first element of an axis of {@code in} elements. */
        default int paddingBefore(int in, int kernel) {
            return padding(in, kernel) / 2;
        }

        /** Returns the padding after the last element of an axis of {@code in} elements. */
        default int paddingAfter(int in, int kernel) {
            return padding(in, kernel) - paddingBefore(in, kernel);
        }

        private int padding(int in, int kernel) {
            return Math.max((outputLength(in) - 1) * stride() + kernel - in, 0);
        }
    }

    /**
     * A two-dimensional cross-correlation with bias. The padding is zeros.
     *
     * <p>Parameters: {@code weight: (O, I, KH, KW)}, {@code bias: (O)}.
     */
    record Conv2d(int filters, int kernelHeight, int kernelWidth, int stride) implements Op, Windowed {
        public Conv2d {
            requirePositive("filters", filters);
            requirePositive("kernel height", kernelHeight);
            requirePositive("kernel width", kernelWidth);
            requirePositive("stride", stride);
        }
    }

    /**
     * A batch normalization over N, H and W: {@code y = gamma * (x - mean) / sqrt(variance + epsilon) + beta}.
     *
     * <p>Training normalizes with the batch's mean and biased variance. It then updates the statistics: {@code moving =
     * momentum * moving + (1 - momentum) * batch}. As in TensorFlow 2's fused kernel, this update uses the unbiased
     * variance: n / max(n - 1, 1) times the biased one, where n = N * H * W. Inference normalizes with the moving
     * statistics.
     *
     * <p>Parameters: {@code gamma: (C)}, {@code beta: (C)}. Moving statistics: {@code moving_mean: (C)},
     * {@code moving_variance: (C)}.
     */
    record BatchNorm(float momentum, float epsilon) implements Op {
        public BatchNorm {
            if (!(momentum >= 0 && momentum < 1)) {
                throw new IllegalArgumentException("momentum: must be in [0, 1); got " + momentum);
            }
            if (!(epsilon > 0)) {
                throw new IllegalArgumentException("epsilon: must be positive; got " + epsilon);
            }
        }
    }

    /** The rectifier {@code max(x, 0)}; its derivative at 0 is 0. No parameters. */
    record Relu() implements Op {}

    /** The sum of two activations of the same shape. No parameters. */
    record Add() implements Op {}

    /**
     * A cross-correlation of each channel with its own kernel, with bias. The padding is zeros.
     *
     * <p>Parameters: {@code weight: (KH, KW, C)}, {@code bias: (C)}.
     */
    record DepthwiseConv2d(int kernelHeight, int kernelWidth, int stride) implements Op, Windowed {
        public DepthwiseConv2d {
            requirePositive("kernel height", kernelHeight);
            requirePositive("kernel width", kernelWidth);
            requirePositive("stride", stride);
        }
    }

    /**
     * The maximum of each channel over a window. Padding is never the maximum. If the maximum occurs more than once in
     * a window, the gradient goes to the first such element in row-major order. No parameters.
     */
    record MaxPool(int kernelHeight, int kernelWidth, int stride) implements Op, Windowed {
        public MaxPool {
            requirePositive("kernel height", kernelHeight);
            requirePositive("kernel width", kernelWidth);
            requirePositive("stride", stride);
        }
    }

    /** The mean over H and W: (N, 1, 1, C). No parameters. */
    record GlobalAveragePool() implements Op {}

    /**
     * A fully connected layer over the sample's elements in HWC order: (N, 1, 1, units).
     *
     * <p>Parameters: {@code weight: (units, inputs)}, {@code bias: (units)}.
     */
    record Dense(int units) implements Op {
        public Dense {
            requirePositive("units", units);
        }
    }

    private static void requirePositive(String what, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(what + ": must be positive; got " + value);
        }
    }
}
