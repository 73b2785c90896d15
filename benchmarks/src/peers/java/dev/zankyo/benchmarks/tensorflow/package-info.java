/**
 * TensorFlow Java. The network is one graph, run by a session with the case's number of threads, with oneDNN turned on
 * and TensorFlow's own fused optimizer operations. For inference the weights are constants with batch normalizations
 * folded, so that the graph rewriter can fuse them.
 */
package dev.zankyo.benchmarks.tensorflow;
