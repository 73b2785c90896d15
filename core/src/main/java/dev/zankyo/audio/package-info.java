/**
 * Sound files and spectrograms. A {@link dev.zankyo.audio.Recording} is the content of a sound file, read by Zankyo
 * itself or by an {@link dev.zankyo.audio.AudioDecoder} on the class path. {@link dev.zankyo.audio.LogMel} turns it
 * into a log-mel spectrogram with the settings of a {@link dev.zankyo.audio.LogMelSpec}; {@link
 * dev.zankyo.audio.Preset} names some of these. {@link dev.zankyo.audio.SoundSynthesizer} makes clips of eight
 * classes of {@link dev.zankyo.audio.Sound} from a seed, and {@link dev.zankyo.audio.WavFile} writes them to files.
 */
package dev.zankyo.audio;
