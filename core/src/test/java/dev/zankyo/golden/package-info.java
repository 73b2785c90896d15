/**
 * Tests of the complete residual network against numbers from outside the project. {@link
 * dev.zankyo.golden.GoldenResNet} reads what PyTorch computed; {@link dev.zankyo.golden.ResNetContract} is what a
 * backend must reproduce.
 */
package dev.zankyo.golden;
