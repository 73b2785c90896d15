/**
 * TensorFlow Java: the network as one graph, run by a session with as many threads as the case has, oneDNN switched on, its
 * own fused optimiser operations; for inference the weights are constants with batch normalization folded, so that the graph
 * rewriter fuses what it can.
 */
package dev.zankyo.benchmarks.tensorflow;
