package dev.zankyo.backend.lowering;

import dev.zankyo.graph.Node;
import java.util.List;

/**
 * An operation of a {@link Program}, for a whole batch. Every tensor has the layout (N, H, W, C), N being the batch
 * size.
 *
 * <p>An instruction overwrites its results, unless its description says that it adds to them. It never reads and writes
 * the same tensor, unless its description allows that. {@code node} is the node of the graph that the instruction was
 * made for: it owns the parameters that the instruction uses, and its name appears in messages.
 */
public sealed interface Instruction {

    /** Returns the node that the instruction was made for. */
    Node node();

    /** Returns every tensor that the instruction reads or writes. */
    List<Tensor> tensors();

    /**
     * Returns whether the instruction reduces over the whole batch, so that its result exists only after a barrier. All
     * other instructions treat each image separately, so the batch may pass through them in slices of any size. A later
     * instruction with the same node needs the reduced result: it starts after every image has passed this one.
     */
    default boolean needsBarrier() {
        return false;
    }

    /**
     * Convolution with bias: y = conv(x) + bias, or y += conv(x) + bias with {@code accumulate}. With {@code relu}, y =
     * max(y, 0) follows.
     *
     * @param folded the batch normalization whose moving statistics are folded into weight and bias; null if there is
     *     none
     */
    record Conv2dForward(Node node, Tensor x, Tensor y, boolean accumulate, boolean relu, Node folded)
            implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, y);
        }
    }

    /** Gradients of the weight and bias of a convolution, from its input and the gradient of its output. */
    record Conv2dBackwardWeights(Node node, Tensor x, Tensor dy) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, dy);
        }
    }

    /**
     * Gradient of a convolution's input: dx = the transposed convolution of dy, or dx += that with {@code accumulate}.
     */
    record Conv2dBackwardData(Node node, Tensor dy, Tensor dx, boolean accumulate) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(dy, dx);
        }
    }

    /** Sums over x for the mean and variance of the batch; a {@linkplain #needsBarrier reduction}. */
    record BatchNormStatistics(Node node, Tensor x) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x);
        }

        @Override
        public boolean needsBarrier() {
            return true;
        }
    }

    /**
     * Normalization: y = normalized x + residual, then max(y, 0) if {@code relu}. Training normalizes by the statistics
     * of the batch, inference by the moving statistics.
     *
     * @param residual the tensor to add; null if there is none
     */
    record BatchNormForward(Node node, Tensor x, Tensor residual, Tensor y, boolean relu) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return residual == null ? List.of(x, y) : List.of(x, residual, y);
        }
    }

    /**
     * Sums for the gradients of gamma, beta and the input, through the ReLU if {@code relu}; a
     * {@linkplain #needsBarrier reduction}.
     */
    record BatchNormGradientSums(Node node, Tensor x, Tensor dy, boolean relu) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, dy);
        }

        @Override
        public boolean needsBarrier() {
            return true;
        }
    }

    /**
     * Gradient of a batch normalization's input, from the sums of {@link BatchNormGradientSums}. With {@code relu} it
     * passes through the ReLU that was fused into the normalization.
     *
     * @param sum the tensor that the normalized x was added to in place; the normalized x is subtracted from it again.
     *     Null if there is none
     */
    record BatchNormBackward(Node node, Tensor x, Tensor dy, Tensor dx, boolean relu, Tensor sum)
            implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return sum == null ? List.of(x, dy, dx) : List.of(x, dy, dx, sum);
        }
    }

    /** Rectifier: y = max(x, 0). */
    record ReluForward(Node node, Tensor x, Tensor y) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, y);
        }
    }

    /** Gradient of a rectifier: dx = dy where y > 0, else 0. */
    record ReluBackward(Node node, Tensor y, Tensor dy, Tensor dx) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(y, dy, dx);
        }
    }

    /** Sum: y = a + b. y may be the same tensor as a. */
    record Add(Node node, Tensor a, Tensor b, Tensor y) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(a, b, y);
        }
    }

    /** Copy: y = x. */
    record Copy(Node node, Tensor x, Tensor y) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, y);
        }
    }

    /** Depthwise convolution with bias: y = depthwise(x) + bias. */
    record DepthwiseForward(Node node, Tensor x, Tensor y) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, y);
        }
    }

    /** Gradients of the weight and bias of a depthwise convolution. */
    record DepthwiseBackwardWeights(Node node, Tensor x, Tensor dy) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, dy);
        }
    }

    /** Gradient of the input of a depthwise convolution. */
    record DepthwiseBackwardData(Node node, Tensor dy, Tensor dx) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(dy, dx);
        }
    }

    /** Max pooling: y = the maximum of x over each window. */
    record MaxPoolForward(Node node, Tensor x, Tensor y) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, y);
        }
    }

    /** Gradient of a max pooling: dx = the sum of dy over the windows whose first maximum is at that element. */
    record MaxPoolBackward(Node node, Tensor x, Tensor dy, Tensor dx) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, dy, dx);
        }
    }

    /** Global average pooling: y = the mean of x over H and W. */
    record GlobalAveragePoolForward(Node node, Tensor x, Tensor y) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, y);
        }
    }

    /** Gradient of a global average pooling: dx = dy / (H * W) at every pixel. */
    record GlobalAveragePoolBackward(Node node, Tensor dy, Tensor dx) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(dy, dx);
        }
    }

    /** Dense layer: y = weight * x + bias, where x is a sample's elements in (H, W, C) order. */
    record DenseForward(Node node, Tensor x, Tensor y) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, y);
        }
    }

    /** Gradients of the weight, bias and input of a dense layer. */
    record DenseBackward(Node node, Tensor x, Tensor dy, Tensor dx) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, dy, dx);
        }
    }

    /** Loss of the output against the targets, and its gradient with respect to the output. */
    record LossGradient(Node node, Tensor output, Tensor gradient) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(output, gradient);
        }
    }
}
