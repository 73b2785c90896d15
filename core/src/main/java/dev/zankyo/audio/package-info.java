/**
 * Sound before it becomes numbers to learn from: {@link dev.zankyo.audio.LogMel} turns a clip into a log-mel spectrogram,
 * {@link dev.zankyo.audio.SoundSynthesizer} makes clips of eight kinds of {@link dev.zankyo.audio.Sound} from a seed, and
 * {@link dev.zankyo.audio.WavFile} lets one listen to them.
 */
package dev.zankyo.audio;
