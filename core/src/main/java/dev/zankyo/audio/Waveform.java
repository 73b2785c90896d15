package dev.zankyo.audio;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * The outline of a recording: its lowest and highest sample in equal intervals. Memory does not grow with the length of
 * the recording.
 *
 * @param sampleRate samples per second
 * @param samples number of samples
 * @param interval samples per interval; the last interval may have fewer
 * @param low the lowest sample of each interval, channels averaged. Not copied
 * @param high the highest sample of each interval, channels averaged. Not copied
 */
public record Waveform(int sampleRate, long samples, long interval, float[] low, float[] high) {

    /**
     * Decodes a sound file and returns its outline.
     *
     * @param intervals minimum number of intervals, unless there are fewer samples; the maximum is twice this number
     * @param remarks receives warnings about the file
     * @throws dev.zankyo.InputException as {@link Recording#read(Path)} does
     */
    public static Waveform read(Path file, int intervals, Remarks remarks) {
        var outline = new Outline(intervals);
        SoundSource.file(file).decode(outline, remarks);
        return outline.waveform();
    }

    /** Returns the duration in seconds. */
    public double seconds() {
        return (double) samples / sampleRate;
    }

    /** Returns the largest absolute sample. */
    public float peak() {
        float peak = 0;
        for (int i = 0; i < low.length; i++) {
            peak = Math.max(peak, Math.max(high[i], -low[i]));
        }
        return peak;
    }

    /** The outline so far. When all intervals are in use, neighbors are joined, so that each is twice as long. */
    private static final class Outline implements Mixdown.Output {
        private final float[] low;
        private final float[] high;
        private int rate;
        private long interval = 1;
        private long samples;

        Outline(int intervals) {
            low = new float[2 * intervals];
            high = new float[2 * intervals];
        }

        @Override
        public void begin(int sampleRate, int channels) {
            rate = sampleRate;
        }

        @Override
        public void write(float[] piece) {
            for (float sample : piece) {
                if (samples == interval * low.length) {
                    join();
                }
                int at = (int) (samples / interval);
                boolean first = samples % interval == 0;
                low[at] = first ? sample : Math.min(low[at], sample);
                high[at] = first ? sample : Math.max(high[at], sample);
                samples++;
            }
        }

        private void join() {
            for (int i = 0; i < low.length / 2; i++) {
                low[i] = Math.min(low[2 * i], low[2 * i + 1]);
                high[i] = Math.max(high[2 * i], high[2 * i + 1]);
            }
            interval *= 2;
        }

        Waveform waveform() {
            int count = (int) Math.ceilDiv(samples, interval);
            return new Waveform(rate, samples, interval, Arrays.copyOf(low, count), Arrays.copyOf(high, count));
        }
    }
}
