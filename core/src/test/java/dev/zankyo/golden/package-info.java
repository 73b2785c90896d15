/**
 * The whole residual network against numbers from outside the project: {@link dev.zankyo.golden.GoldenResNet} reads what
 * PyTorch computed, {@link dev.zankyo.golden.ResNetContract} is what a backend must make of it.
 */
package dev.zankyo.golden;
