package dev.zankyo.audio;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import java.util.Arrays;

/** A mixer that averages decoded channels to one, checks the limits of a recording, and passes samples on in pieces. */
final class Mixdown implements AudioDecoder.SampleSink {
    private static final int PIECE = 1 << 14;
    private static final int MAX_CHANNELS = 1024;

    /** A receiver of the samples of one channel. Decoders do not catch its exceptions. */
    interface Output {
        /** Receives the format; called once, before any samples. */
        void begin(int sampleRate, int channels);

        /** Receives the next samples, at least one; the output owns the array from now on. */
        void write(float[] samples);
    }

    private final Output output;
    private final Remarks remarks;
    private final boolean live;
    private float[] piece = new float[PIECE];
    private int used;
    private int channels;
    private long frames;

    Mixdown(Output output, Remarks remarks) {
        this(output, remarks, false);
    }

    /**
     * Creates a mixer.
     *
     * @param live whether samples are passed on as soon as they are written, instead of in pieces of equal length
     */
    Mixdown(Output output, Remarks remarks, boolean live) {
        this.output = output;
        this.remarks = remarks;
        this.live = live;
    }

    @Override
    public void begin(int rate, int count) {
        if (rate < Recording.MIN_RATE || rate > Recording.MAX_RATE) {
            throw InputException.of(
                            Subject.content(),
                            "sample rate must be in " + Recording.MIN_RATE + ".." + Recording.MAX_RATE + " Hz")
                    .got(rate);
        }
        if (count < 1 || count > MAX_CHANNELS) {
            throw InputException.of(Subject.content(), "channels must be in 1.." + MAX_CHANNELS)
                    .got(count);
        }
        channels = count;
        output.begin(rate, count);
    }

    @Override
    public void write(float[] interleaved, int count) {
        for (int frame = 0; frame < count; frame++) {
            float sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += interleaved[frame * channels + channel];
            }
            float mean = sum / channels;
            if (!Float.isFinite(mean)) {
                throw InputException.of(Subject.content(), "samples must be finite")
                        .got(mean + " in frame " + frames);
            }
            if (used == piece.length) {
                output.write(piece);
                piece = new float[PIECE];
                used = 0;
            }
            piece[used++] = mean;
            frames++;
        }
        if (live) {
            passOn();
        }
    }

    @Override
    public void warn(String warning) {
        remarks.warn(warning);
    }

    @Override
    public void note(String note) {
        remarks.note(note);
    }

    /** Returns whether a decoder has called {@link #begin}. */
    boolean begun() {
        return channels > 0;
    }

    /** Passes on the last samples; throws {@link InputException} if there were no samples at all. */
    void end() {
        if (frames == 0) {
            throw InputException.of(Subject.content(), "must have samples").got("none");
        }
        passOn();
    }

    private void passOn() {
        if (used > 0) {
            output.write(Arrays.copyOf(piece, used));
            used = 0;
        }
    }
}
