/**
 * libtorch through JavaCPP's presets, at its best settings found: channels-last activations and weights, parameters and
 * gradients as views of one flat tensor each, so that Adam is a few passes over three vectors, sums and ReLUs in place, and
 * for inference frozen TorchScript with batch normalization folded into the convolutions, plain and with oneDNN's graph
 * fusion.
 */
package dev.zankyo.benchmarks.libtorch;
