package dev.zankyo.backend;

/**
 * A function that a training plan minimizes. The output z and the targets t are {@code (N, K)}, K elements a sample in NHWC
 * order. Sealed, as {@link dev.zankyo.graph.Op} is: the compiler lists what a backend must handle.
 */
public sealed interface Loss {
    /** The loss of a classifier: {@link SoftmaxCrossEntropy}. */
    Loss SOFTMAX_CROSS_ENTROPY = new SoftmaxCrossEntropy();

    /** The loss whose gradient is given: {@link InnerProduct}. */
    Loss INNER_PRODUCT = new InnerProduct();

    /**
     * Cross-entropy of softmax(z) against rows of probabilities, averaged over the batch: {@code -1/N sum t * log
     * softmax(z)}, from the logits by log-sum-exp, without clipping.
     */
    record SoftmaxCrossEntropy() implements Loss {
        @Override
        public String toString() {
            return "SOFTMAX_CROSS_ENTROPY";
        }
    }

    /**
     * The inner product {@code sum z * t}, neither averaged nor squashed. Its gradient by the output is t itself, so a plan
     * becomes a vector-Jacobian product: a loss of one's own is computed outside and its gradient passed in as targets. The
     * conformance kit uses it to check gradients exactly.
     */
    record InnerProduct() implements Loss {
        @Override
        public String toString() {
            return "INNER_PRODUCT";
        }
    }
}
