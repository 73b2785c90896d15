/**
 * libtorch through JavaCPP's presets, at the best settings found. Activations and weights are channels-last. Parameters
 * and gradients are views of one flat tensor each, so Adam takes a few passes over three vectors. Sums and ReLUs are
 * computed in place. Inference uses frozen TorchScript with batch normalizations folded into the convolutions, with and
 * without oneDNN's graph fusion.
 */
package dev.zankyo.benchmarks.libtorch;
