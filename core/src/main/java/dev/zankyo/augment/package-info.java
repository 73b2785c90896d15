/**
 * What is done to a training row each time it is used, so that the network never sees the same one twice: {@link
 * dev.zankyo.augment.ImageShift} as the Keras original has it, {@link dev.zankyo.augment.SpectrogramAugmentation} for sounds.
 */
package dev.zankyo.augment;
