/**
 * Deep Java Library on its PyTorch engine, offline: its own functions for the layers and its own Adam. Weights lie
 * channels-last, which makes libtorch compute channels-last, although DJL itself knows no memory formats.
 */
package dev.zankyo.benchmarks.djl;
