package dev.zankyo.plot;

import dev.zankyo.TimedPrediction;
import dev.zankyo.audio.Waveform;
import java.util.List;

/**
 * The content of a recording's picture. Read by {@link RecordingReader}, drawn by {@link RecordingPlot}.
 *
 * @param title the title
 * @param wave the outline of the waveform
 * @param overview the spectrogram of the recording
 * @param network the spectrogram that the network gets
 * @param networkTitle the title of the network's spectrogram
 * @param predictions predictions in time order; empty without a model
 */
public record RecordingView(
        String title,
        Waveform wave,
        Columns overview,
        Columns network,
        String networkTitle,
        List<TimedPrediction> predictions) {}
