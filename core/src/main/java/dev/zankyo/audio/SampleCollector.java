package dev.zankyo.audio;

import java.util.ArrayList;
import java.util.List;

/**
 * A collector of all samples of a recording. Memory grows with the samples read, not with the length that a header
 * claims.
 */
final class SampleCollector implements Mixdown.Output {
    private final List<float[]> pieces = new ArrayList<>();
    private int sampleRate;
    private int channels;
    private long length;

    @Override
    public void begin(int rate, int count) {
        sampleRate = rate;
        channels = count;
    }

    @Override
    public void write(float[] samples) {
        length += samples.length;
        SampleLimit.require(length);
        pieces.add(samples);
    }

    boolean isEmpty() {
        return length == 0;
    }

    Recording recording() {
        float[] all = new float[Math.toIntExact(length)];
        int filled = 0;
        for (float[] piece : pieces) {
            System.arraycopy(piece, 0, all, filled, piece.length);
            filled += piece.length;
        }
        return new Recording(sampleRate, channels, all);
    }
}
