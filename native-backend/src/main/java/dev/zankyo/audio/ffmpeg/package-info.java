/**
 * Decoding of FLAC, Ogg, MP3 and other formats by FFmpeg's libraries, if their JavaCPP presets are on the class path.
 * They are under the LGPL and in no jar of this project. Core finds {@link dev.zankyo.audio.ffmpeg.FfmpegDecoder} as a
 * service.
 */
package dev.zankyo.audio.ffmpeg;
