package dev.zankyo.report;

import dev.zankyo.audio.Recording;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Locale;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** A recording inside a page, as an audio file and as the outline of its waveform. */
final class Hearing {
    /** The sample rates for playing. The lower one is used if the higher needs too much room. */
    private static final int HIGH_RATE = 16_000;

    private static final int LOW_RATE = 8000;

    /** The size of the outline in its own coordinates. */
    private static final int COLUMNS = 300;

    private static final int HALF_HEIGHT = 30;

    private Hearing() {}

    /** Returns whether the whole recording fits into {@code memoryLimit} bytes of samples. */
    static boolean fits(Recording recording, int memoryLimit) {
        int most = memoryLimit / 2;
        return recording.seconds() * rate(recording, most) <= most;
    }

    private static int rate(Recording recording, int most) {
        boolean roomy = recording.seconds() * HIGH_RATE <= most;
        return Math.min(recording.sampleRate(), roomy ? HIGH_RATE : LOW_RATE);
    }

    /**
     * Returns a data URI of a WAV with at most {@code memoryLimit} bytes of samples: the beginning, if the whole does
     * not fit.
     */
    static String uri(Recording recording, int memoryLimit) {
        int most = memoryLimit / 2;
        Recording played = recording.resampled(rate(recording, most));
        int length = Math.min(played.samples().length, most);
        ByteBuffer bytes = ByteBuffer.allocate(2 * length).order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 0; n < length; n++) {
            bytes.putShort((short) Math.round(Math.clamp(played.samples()[n], -1, 1) * Short.MAX_VALUE));
        }
        AudioFormat format = new AudioFormat(played.sampleRate(), 16, 1, true, false);
        try (var wav = new ByteArrayOutputStream();
                var in = new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, length)) {
            AudioSystem.write(in, AudioFileFormat.Type.WAVE, wav);
            return "data:audio/wav;base64," + Base64.getEncoder().encodeToString(wav.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the highest and lowest sample of each column as an SVG path of 300 x 60, scaled to the loudest sample.
     */
    static String outline(Recording recording) {
        float[] samples = recording.samples();
        int columns = Math.min(COLUMNS, samples.length);
        float[] high = new float[columns];
        float[] low = new float[columns];
        float peak = Float.MIN_NORMAL;
        for (int n = 0; n < samples.length; n++) {
            int column = (int) ((long) n * columns / samples.length);
            high[column] = Math.max(high[column], samples[n]);
            low[column] = Math.min(low[column], samples[n]);
            peak = Math.max(peak, Math.abs(samples[n]));
        }
        StringBuilder path = new StringBuilder("M0 " + HALF_HEIGHT);
        for (int column = 0; column < columns; column++) {
            point(path, column, columns, high[column] / peak);
        }
        for (int column = columns - 1; column >= 0; column--) {
            point(path, column, columns, low[column] / peak);
        }
        return path.append('Z').toString();
    }

    private static void point(StringBuilder path, int column, int columns, float value) {
        float x = (column + 0.5f) * COLUMNS / columns;
        path.append(String.format(Locale.ROOT, "L%.1f %.1f", x, HALF_HEIGHT * (1 - value)));
    }
}
