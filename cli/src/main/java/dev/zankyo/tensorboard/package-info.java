/**
 * A training run as TensorBoard shows it while it goes. Start with {@link dev.zankyo.tensorboard.TensorBoardLog}, which is a
 * listener of the run and writes through {@link dev.zankyo.tensorboard.EventFile}.
 */
package dev.zankyo.tensorboard;
