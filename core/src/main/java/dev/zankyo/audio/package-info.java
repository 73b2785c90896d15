/**
 * Sound before it becomes numbers to learn from. A {@link dev.zankyo.audio.Recording} is what a sound file holds, read by the
 * JDK or by an {@link dev.zankyo.audio.AudioDecoder} on the class path; {@link dev.zankyo.audio.LogMel} turns it into a log-mel
 * spectrogram by the numbers of a {@link dev.zankyo.audio.LogMelSpec}, of which {@link dev.zankyo.audio.Preset} has some with a
 * name. {@link dev.zankyo.audio.SoundSynthesizer} makes clips of eight kinds of {@link dev.zankyo.audio.Sound} from a seed, and
 * {@link dev.zankyo.audio.WavFile} lets one listen to them.
 */
package dev.zankyo.audio;
