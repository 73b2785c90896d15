package dev.zankyo.train;

/**
 * The arrays of one training step, in the order of a plan's arguments. Later steps reuse them.
 *
 * @param size number of rows
 * @param inputs (size, H, W, 1)
 * @param targets (size, K), each row summing to 1
 * @param logits (size, K), receives the plan's output
 */
record Batch(int size, float[] inputs, float[] targets, float[] logits) {}
