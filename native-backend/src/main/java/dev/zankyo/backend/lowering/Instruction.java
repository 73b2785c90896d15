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

    /** y = conv(x) + bias; with {@code accumulate} y += conv(x) + bias. */
    record Conv2dForward(Node node, Tensor x, Tensor y, boolean accumulate) implements Instruction {
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

    /** Normalises with the batch's statistics, keeps them for the way back and moves the moving ones; then max(., 0) if so. */
    record BatchNormForward(Node node, Tensor x, Tensor y, boolean relu) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, y);
        }
    }

    /** Normalises with the moving statistics; then max(., 0) if so. */
    record BatchNormInference(Node node, Tensor x, Tensor y, boolean relu) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, y);
        }
    }

    /** The gradients of gamma, beta and the input; with {@code relu} through the ReLU that became part of it. */
    record BatchNormBackward(Node node, Tensor x, Tensor dy, Tensor dx, boolean relu) implements Instruction {
        @Override
        public List<Tensor> tensors() {
            return List.of(x, dy, dx);
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
