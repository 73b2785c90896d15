/**
 * FLAC, Ogg, MP3 and more through FFmpeg's libraries, where somebody has put the JavaCPP presets of them on the class path:
 * they are under the LGPL and in no jar of this project. {@link dev.zankyo.audio.ffmpeg.FfmpegDecoder} is what core finds.
 */
package dev.zankyo.audio.ffmpeg;
