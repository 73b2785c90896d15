package dev.zankyo.backend.lowering;

import dev.zankyo.graph.Node;
import java.util.List;

/**
 * One step of a program. Every tensor is N x H x W x C. A step overwrites what it writes unless it says that it adds to it;
 * no step reads and writes one tensor except where its own words allow it. {@code node} names the parameters it uses and
 * the place for messages.
 */
public sealed interface Instruction {

    /** The node it was made for. */
    Node node();

    /** Every tensor it reads or writes. */
    List<Tensor> tensors();

    /**
     * Whether its result is of the whole batch. All others treat each image for itself, so that the batch can be cut between
     * them at will; what follows one that meets and has the same node waits until every image has been through it.
     */
    default boolean meets() {
        return false;
    }

    /**
     * y = conv(x) + bias; with {@code accumulate} that is added to y; then max(., 0) if {@code relu}.
     *
     * @param folded a batch normalisation whose moving statistics are made part of weight and bias; null if none
     */
    record Conv2dForward(Node node, Tensor x, Tensor y, boolean accumulate, boolean relu, Node folded)
            implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, y);
        }
    }

    /** The gradients of weight and bias from the input and the output's gradient. */
    record Conv2dBackwardWeights(Node node, Tensor x, Tensor dy) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, dy);
        }
    }

    /** The gradient of the input; with {@code accumulate} it is added to dx. */
    record Conv2dBackwardData(Node node, Tensor dy, Tensor dx, boolean accumulate) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(dy, dx);
        }
    }

    /** Sums x for mean and variance of the batch; {@link #meets}. */
    record BatchNormStatistics(Node node, Tensor x) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x);
        }

        @Override
        public boolean meets() {
            return true;
        }
    }

    /**
     * y = normalised x + residual, then max(., 0) if {@code relu}: by the batch's statistics in training, by the moving ones
     * in inference. The residual is null if there is none.
     */
    record BatchNormForward(Node node, Tensor x, Tensor residual, Tensor y, boolean relu) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return residual == null ? List.of(x, y) : List.of(x, residual, y);
        }
    }

    /** Sums for the gradients of gamma, beta and the input, through the ReLU if {@code relu}; {@link #meets}. */
    record BatchNormGradientSums(Node node, Tensor x, Tensor dy, boolean relu) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, dy);
        }

        @Override
        public boolean meets() {
            return true;
        }
    }

    /**
     * The gradient of the input, from the sums; with {@code relu} through the ReLU that became part of it.
     *
     * @param sum what the normalised x was added to in place and is now subtracted from; null if nothing
     */
    record BatchNormBackward(Node node, Tensor x, Tensor dy, Tensor dx, boolean relu, Tensor sum)
            implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return sum == null ? List.of(x, dy, dx) : List.of(x, dy, dx, sum);
        }
    }

    /** y = max(x, 0). */
    record ReluForward(Node node, Tensor x, Tensor y) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, y);
        }
    }

    /** dx = dy where y > 0, else 0. */
    record ReluBackward(Node node, Tensor y, Tensor dy, Tensor dx) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(y, dy, dx);
        }
    }

    /** y = a + b; y may be a. */
    record Add(Node node, Tensor a, Tensor b, Tensor y) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(a, b, y);
        }
    }

    /** y = x. */
    record Copy(Node node, Tensor x, Tensor y) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, y);
        }
    }

    /** y = depthwise convolution of x, + bias. */
    record DepthwiseForward(Node node, Tensor x, Tensor y) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, y);
        }
    }

    /** The gradients of weight and bias of a depthwise convolution. */
    record DepthwiseBackwardWeights(Node node, Tensor x, Tensor dy) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, dy);
        }
    }

    /** The gradient of the input of a depthwise convolution. */
    record DepthwiseBackwardData(Node node, Tensor dy, Tensor dx) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(dy, dx);
        }
    }

    /** y = maximum of x over each window. */
    record MaxPoolForward(Node node, Tensor x, Tensor y) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, y);
        }
    }

    /** dx = the sum of dy over the windows whose first maximum is there. */
    record MaxPoolBackward(Node node, Tensor x, Tensor dy, Tensor dx) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, dy, dx);
        }
    }

    /** y = mean of x over H and W. */
    record GlobalAveragePoolForward(Node node, Tensor x, Tensor y) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, y);
        }
    }

    /** dx = dy / (H * W) everywhere. */
    record GlobalAveragePoolBackward(Node node, Tensor dy, Tensor dx) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(dy, dx);
        }
    }

    /** y = weight * x + bias, x being a sample's elements in NHWC order. */
    record DenseForward(Node node, Tensor x, Tensor y) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, y);
        }
    }

    /** The gradients of weight, bias and the input. */
    record DenseBackward(Node node, Tensor x, Tensor dy, Tensor dx) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, dy, dx);
        }
    }

    /** The loss of the output against the targets, and its gradient by the output. */
    record LossGradient(Node node, Tensor output, Tensor gradient) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(output, gradient);
        }
    }
}
