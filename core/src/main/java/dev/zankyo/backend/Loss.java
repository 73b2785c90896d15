package dev.zankyo.backend;

/** What a training plan minimises. The output z and the targets t are N x K, K elements a sample in NHWC order. */
public enum Loss {
    /**
     * Cross-entropy of softmax(z) against rows of probabilities, averaged over the batch: {@code -1/N sum t * log
     * softmax(z)}, from the logits by log-sum-exp, without clipping.
     */
    SOFTMAX_CROSS_ENTROPY,

    /**
     * The inner product {@code sum z * t}, neither averaged nor squashed. Its gradient by the output is t itself, so a plan
     * becomes a vector-Jacobian product: a loss of one's own is computed outside and its gradient passed in as targets. The
     * conformance kit uses it to check gradients exactly.
     */
    INNER_PRODUCT
}
