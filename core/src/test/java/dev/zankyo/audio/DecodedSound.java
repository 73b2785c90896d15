package dev.zankyo.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A sink that keeps all samples and remarks of a decoder. */
public final class DecodedSound implements AudioDecoder.SampleSink {
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private float[] samples = {};
    private int rate;
    private int channels;

    @Override
    public void begin(int sampleRate, int count) {
        rate = sampleRate;
        channels = count;
    }

    @Override
    public void write(float[] interleaved, int frames) {
        int size = samples.length;
        samples = Arrays.copyOf(samples, size + frames * channels);
        System.arraycopy(interleaved, 0, samples, size, frames * channels);
    }

    @Override
    public void warn(String warning) {
        warnings.add(warning);
    }

    @Override
    public void note(String note) {
        notes.add(note);
    }

    public int rate() {
        return rate;
    }

    public int channels() {
        return channels;
    }

    /** Returns the samples of all channels: (frames, channels). */
    public float[] samples() {
        return samples;
    }

    /** Returns the mean of the channels in each frame. */
    public float[] mix() {
        return mix(samples, channels);
    }

    static float[] mix(float[] samples, int channels) {
        float[] mix = new float[samples.length / channels];
        for (int frame = 0; frame < mix.length; frame++) {
            float sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += samples[frame * channels + channel];
            }
            mix[frame] = sum / channels;
        }
        return mix;
    }

    public List<String> notes() {
        return notes;
    }

    public List<String> warnings() {
        return warnings;
    }
}
