/**
 * The TensorBoard log of a training run, written while it runs. Start with {@link
 * dev.zankyo.tensorboard.TensorBoardLog}, a listener of the run that writes through {@link
 * dev.zankyo.tensorboard.EventFile}.
 */
package dev.zankyo.tensorboard;
