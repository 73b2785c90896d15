package dev.zankyo.report;

import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMel.Spectrogram;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.Recording;
import dev.zankyo.plot.Ticks;
import dev.zankyo.report.SpectrogramImage.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The spectrogram of a row above the waveform of its recording, on one time axis. The spectrogram is that of the whole
 * recording, in the mel bands of the front end. Without the recording, it is the network's input, with an axis of
 * frames.
 *
 * @param image the data URI of the spectrogram
 * @param outline the SVG path of the waveform; empty without the recording
 * @param bands the labels of the vertical axis: hertz, or numbers of bands if the front end is unknown
 * @param times the labels of the horizontal axis: seconds or frames
 * @param timesY the vertical position of those labels
 * @param height the height of the whole picture
 * @param seconds the length of the time axis in seconds; 0 for an axis of frames
 */
record SoundPicture(
        String image, String outline, List<Label> bands, List<Label> times, int timesY, int height, double seconds) {
    /** The position of the spectrogram; the template has the same numbers. */
    private static final int LEFT = 48;

    private static final int TOP = 6;
    private static final int WIDTH = 264;
    private static final int SPECTROGRAM = 110;

    /** The height of the waveform with the gap above it. */
    private static final int WAVE = 56;

    private static final int LINE = 15;
    /** The distance from the last line of labels to the lower edge. */
    private static final int BELOW = 6;

    private static final int COLUMNS = 264;
    private static final int MOST_TIMES = 5;
    private static final int MOST_BANDS = 6;

    /** A label at a position along its axis. */
    record Label(String at, String text) {}

    /** Returns the picture of a row. */
    static SoundPicture of(Evidence evidence, int row, Optional<Recording> recording, Optional<LogMelSpec> frontEnd) {
        if (recording.isPresent()) {
            return of(recording.get(), frontEnd.orElse(LogMelSpec.DEFAULT));
        }
        float[] values = evidence.values(row);
        int bands = evidence.rows().bands();
        int frames = evidence.rows().frames();
        List<Label> times = Ticks.linear(0, frames, MOST_TIMES, "").stream()
                .map(tick -> time(tick.value() / frames, tick.label()))
                .toList();
        return new SoundPicture(
                SpectrogramImage.uri(values, bands, frames, Range.of(values)),
                "",
                frontEnd.map(SoundPicture::hertz).orElseGet(() -> numbers(bands)),
                times,
                TOP + SPECTROGRAM + LINE,
                TOP + SPECTROGRAM + 2 * LINE + BELOW,
                0);
    }

    private static SoundPicture of(Recording recording, LogMelSpec frontEnd) {
        Spectrogram spectrogram = new LogMel(forPicture(frontEnd, recording)).spectrogram(recording);
        int frames = Math.min(COLUMNS, spectrogram.frames());
        float[] values = loudest(spectrogram, frames);
        double seconds = recording.seconds();
        List<Label> times = Ticks.linear(0, seconds, MOST_TIMES, " s").stream()
                .map(tick -> time(tick.value() / seconds, tick.label()))
                .toList();
        return new SoundPicture(
                SpectrogramImage.uri(values, spectrogram.bands(), frames, Range.of(values)),
                Hearing.outline(recording),
                hertz(frontEnd),
                times,
                TOP + SPECTROGRAM + WAVE + LINE,
                TOP + SPECTROGRAM + WAVE + LINE + BELOW,
                seconds);
    }

    /** Returns the front end with about one frame per column; in a long recording, frames lie end to end. */
    private static LogMelSpec forPicture(LogMelSpec frontEnd, Recording recording) {
        int hop = (int) (recording.seconds() * frontEnd.sampleRate() / COLUMNS);
        Map<String, Object> fields = new LinkedHashMap<>(frontEnd.fields());
        fields.put("hop_length", Math.clamp(hop, 1, frontEnd.winLength()));
        return LogMelSpec.of(fields);
    }

    /** Returns a spectrogram of fewer frames, each the maximum of the frames that it stands for. */
    private static float[] loudest(Spectrogram spectrogram, int frames) {
        float[] values = new float[spectrogram.bands() * frames];
        for (int band = 0; band < spectrogram.bands(); band++) {
            for (int frame = 0; frame < frames; frame++) {
                int from = (int) ((long) frame * spectrogram.frames() / frames);
                int to = (int) ((frame + 1L) * spectrogram.frames() / frames);
                float most = Float.NEGATIVE_INFINITY;
                for (int i = from; i < to; i++) {
                    most = Math.max(most, spectrogram.values()[band * spectrogram.frames() + i]);
                }
                values[band * frames + frame] = most;
            }
        }
        return values;
    }

    private static Label time(double share, String text) {
        return new Label(Long.toString(Math.round(LEFT + WIDTH * share)), text);
    }

    private static Label band(double share, String text) {
        return new Label(Long.toString(Math.round(TOP + SPECTROGRAM * (1 - share))), text);
    }

    /** Returns labels at round frequencies of the front end's mel scale. */
    private static List<Label> hertz(LogMelSpec frontEnd) {
        return Ticks.hertz(frontEnd.fMax(), hertz -> SPECTROGRAM * frontEnd.bandPosition(hertz), LINE).stream()
                .filter(tick -> tick.value() >= frontEnd.fMin())
                .map(tick -> band(frontEnd.bandPosition(tick.value()), tick.label()))
                .toList();
    }

    private static List<Label> numbers(int bands) {
        return Ticks.linear(0, bands, MOST_BANDS, "").stream()
                .map(tick -> band(tick.value() / bands, tick.label()))
                .toList();
    }

    /** Returns whether the time axis has frames instead of seconds. */
    boolean inFrames() {
        return seconds == 0;
    }
}
