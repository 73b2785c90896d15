/**
 * Pictures of recordings: waveform, spectrogram, the network's input and predictions on one time axis. Start with
 * {@link dev.zankyo.plot.RecordingReader}, which reads a file into a {@link dev.zankyo.plot.RecordingView}. A
 * {@link dev.zankyo.plot.RecordingPlot} draws views, and a {@link dev.zankyo.plot.PictureFile} writes them as PNG or
 * SVG. Memory depends on the width of the picture, not on the length of a recording.
 */
package dev.zankyo.plot;
