/**
 * Folders of recordings, and their conversion to training rows. A {@link dev.zankyo.sounds.SoundFolder} finds
 * recordings and a {@link dev.zankyo.sounds.LabelRule} gives their classes. A {@link dev.zankyo.sounds.SoundReader}
 * makes their spectrograms and stores them in a {@link dev.zankyo.sounds.FeatureCache}. A {@link
 * dev.zankyo.sounds.Split} divides them into a training set and a test set. The {@link dev.zankyo.sounds.Doctor}
 * reports problems before training.
 */
package dev.zankyo.sounds;
