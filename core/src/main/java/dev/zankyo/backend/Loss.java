package dev.zankyo.backend;

/**
 * A function that a training plan minimizes. The output is {@code z: (N, K)} and the targets are {@code t: (N, K)},
 * where K counts the elements of a sample in HWC order. Sealed, like {@link dev.zankyo.graph.Op}: the compiler lists
 * what a backend must handle.
 */
public sealed interface Loss {
    /** The loss of a classifier: {@link SoftmaxCrossEntropy}. */
    Loss SOFTMAX_CROSS_ENTROPY = new SoftmaxCrossEntropy();

    /** A loss whose gradient is passed in as the targets: {@link InnerProduct}. */
    Loss INNER_PRODUCT = new InnerProduct();

    /**
     * The cross-entropy of {@code softmax(z)} against rows of probabilities, averaged over the batch:
     * {@code -1/N sum t * log softmax(z)}. It is computed from the logits by log-sum-exp, without clipping.
     */
    record SoftmaxCrossEntropy() implements Loss {
        @Override
        public String toString() {
            return "SOFTMAX_CROSS_ENTROPY";
        }
    }

    /**
     * The inner product {@code sum z * t}, not averaged over the batch and without an activation. Its gradient with
     * respect to the output is t itself, so a plan becomes a vector-Jacobian product: compute any other loss outside
     * and pass its gradient in as targets. The conformance kit uses it to check gradients exactly.
     */
    record InnerProduct() implements Loss {
        @Override
        public String toString() {
            return "INNER_PRODUCT";
        }
    }
}
