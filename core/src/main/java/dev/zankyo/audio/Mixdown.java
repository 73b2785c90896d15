package dev.zankyo.audio;

import dev.zankyo.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects what a decoder gives, mixed to one channel, and holds it to what a recording is. Grows with the data only. */
final class Mixdown implements AudioDecoder.SampleSink {
    private static final int CHUNK = 1 << 16;
    private static final int MAX_CHANNELS = 1024;

    private final Consumer<String> warnings;
    private final List<float[]> full = new ArrayList<>();
    private float[] chunk = new float[0];
    private int used;
    private int sampleRate;
    private int channels;

    Mixdown(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    @Override
    public void begin(int rate, int count) {
        if (rate < Recording.MIN_RATE || rate > Recording.MAX_RATE) {
            throw new InputException(
                    "sample rate must be in " + Recording.MIN_RATE + ".." + Recording.MAX_RATE + " Hz; got " + rate);
        }
        if (count < 1 || count > MAX_CHANNELS) {
            throw new InputException("channels must be in 1.." + MAX_CHANNELS + "; got " + count);
        }
        sampleRate = rate;
        channels = count;
    }

    @Override
    public void write(float[] interleaved, int frames) {
        SampleLimit.require(length() + frames);
        for (int frame = 0; frame < frames; frame++) {
            float sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += interleaved[frame * channels + channel];
            }
            float mean = sum / channels;
            if (!Float.isFinite(mean)) {
                throw new InputException("samples must be finite; got " + mean + " in frame " + length());
            }
            if (used == chunk.length) {
                next();
            }
            chunk[used++] = mean;
        }
    }

    @Override
    public void warn(String warning) {
        warnings.accept(warning);
    }

    private void next() {
        if (used > 0) {
            full.add(chunk);
        }
        chunk = new float[CHUNK];
        used = 0;
    }

    private long length() {
        return (long) full.size() * CHUNK + used;
    }

    Recording recording() {
        if (length() == 0) {
            throw new InputException("must have samples; got none");
        }
        float[] samples = new float[Math.toIntExact(length())];
        for (int i = 0; i < full.size(); i++) {
            System.arraycopy(full.get(i), 0, samples, i * CHUNK, CHUNK);
        }
        System.arraycopy(chunk, 0, samples, full.size() * CHUNK, used);
        return new Recording(sampleRate, channels, samples);
    }
}
