/**
 * Recordings in folders, and the way from there to rows to learn from: a {@link dev.zankyo.sounds.SoundFolder} finds them, a
 * {@link dev.zankyo.sounds.LabelRule} says their classes, a {@link dev.zankyo.sounds.SoundReader} listens to them and keeps
 * what it heard in a {@link dev.zankyo.sounds.FeatureCache}, a {@link dev.zankyo.sounds.Split} parts them into those to learn
 * from and those to be tested on, and the {@link dev.zankyo.sounds.Doctor} says what is wrong with them before an epoch is
 * spent.
 */
package dev.zankyo.sounds;
