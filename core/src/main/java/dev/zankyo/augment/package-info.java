/**
 * Data augmentation, drawn anew each time a training row is used: {@link dev.zankyo.augment.ImageShift} reproduces the
 * original Keras program, {@link dev.zankyo.augment.SpectrogramAugmentation} suits sounds.
 */
package dev.zankyo.augment;
