package dev.zankyo.train;

/**
 * The arrays of one step, in a plan's order; refilled again and again.
 *
 * @param size rows
 * @param inputs rows x H x W x 1
 * @param targets rows x K, each row summing to 1
 * @param logits rows x K, for the plan's answer
 */
record Batch(int size, float[] inputs, float[] targets, float[] logits) {}
