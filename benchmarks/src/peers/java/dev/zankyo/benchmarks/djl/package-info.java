/**
 * Deep Java Library on its PyTorch engine, offline, with its own functions for the layers and its own Adam. Weights are
 * stored channels-last. libtorch then computes channels-last, although DJL itself has no memory formats.
 */
package dev.zankyo.benchmarks.djl;
