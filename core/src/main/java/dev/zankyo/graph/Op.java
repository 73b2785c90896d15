package dev.zankyo.graph;

/**
 * An operation of the network. The set is closed on purpose: backends switch over it exhaustively, so that a new
 * operation does not compile until every backend handles it.
 *
 * <p>Parameters are listed in canonical order. N is the batch size, H and W the output's height and width.
 */
public sealed interface Op {

    /** The batch handed in: N x H x W x C, no parameters. */
    record Input() implements Op {}

    /**
     * An operation whose outputs each read a window of the image, under TensorFlow's {@code same} padding: the output has
     * {@code ceil(in / stride)} rows and columns, the padding of an axis is {@code max((out - 1) * stride + kernel - in, 0)}
     * in all, of which half, rounded down, comes before. Every window holds at least one element of the image.
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
     * Two-dimensional cross-correlation with bias; the padding is zeros.
     *
     * <p>Parameters: {@code weight} OIHW, {@code bias} O.
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
     * Batch normalisation over N, H and W: {@code y = gamma * (x - mean) / sqrt(variance + epsilon) + beta}.
     *
     * <p>Training normalises with the batch's mean and biased variance, and then moves the statistics: {@code moving =
     * momentum * moving + (1 - momentum) * batch}, where the variance fed is the unbiased one, n / max(n - 1, 1) times the
     * biased one with n = N * H * W (as TensorFlow 2's fused kernel does). Inference normalises with the moving statistics.
     *
     * <p>Parameters: {@code gamma} C, {@code beta} C. Moving statistics: {@code moving_mean} C, {@code moving_variance} C.
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

    /** {@code max(x, 0)}; its derivative at 0 is 0. No parameters. */
    record Relu() implements Op {}

    /** The sum of two activations of one shape. No parameters. */
    record Add() implements Op {}

    /**
     * A cross-correlation of each channel with a kernel of its own, with bias; the padding is zeros.
     *
     * <p>Parameters: {@code weight} KH x KW x C, channels fastest; {@code bias} C.
     */
    record DepthwiseConv2d(int kernelHeight, int kernelWidth, int stride) implements Op, Windowed {
        public DepthwiseConv2d {
            requirePositive("kernel height", kernelHeight);
            requirePositive("kernel width", kernelWidth);
            requirePositive("stride", stride);
        }
    }

    /**
     * The maximum of each channel over a window. The padding never wins. Where the maximum occurs more than once in a
     * window, the gradient goes to its first element in row-major order. No parameters.
     */
    record MaxPool(int kernelHeight, int kernelWidth, int stride) implements Op, Windowed {
        public MaxPool {
            requirePositive("kernel height", kernelHeight);
            requirePositive("kernel width", kernelWidth);
            requirePositive("stride", stride);
        }
    }

    /** The mean over H and W: N x 1 x 1 x C. No parameters. */
    record GlobalAveragePool() implements Op {}

    /**
     * A fully connected layer over the sample's elements in NHWC order: N x 1 x 1 x units.
     *
     * <p>Parameters: {@code weight} units x inputs, {@code bias} units.
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
