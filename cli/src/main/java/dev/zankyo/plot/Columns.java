package dev.zankyo.plot;

import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMelSpec;
import java.util.Arrays;

/**
 * The spectrogram of a recording, with as many columns as the picture. A column shows the frame at its center. Columns
 * without a frame are NaN. Where frames overlap, the later part is shown.
 */
final class Columns {
    private static final double DECIBELS_PER_NEPER = 20 / Math.log(10);

    private final LogMelSpec spec;
    private final int count;
    private final double seconds;
    private final double scale;
    private final double[] zero;
    private final float[] decibels;

    /**
     * Creates a spectrogram without frames.
     *
     * @param spec the front end of the parts
     * @param count number of columns
     * @param seconds length of the recording
     * @param zero the value of each band, before its logarithm, that is 0 dB. Not copied
     */
    Columns(LogMelSpec spec, int count, double seconds, double[] zero) {
        this.spec = spec;
        this.count = count;
        this.seconds = seconds;
        scale = DECIBELS_PER_NEPER / spec.power();
        this.zero = zero;
        decibels = new float[spec.nMels() * count];
        Arrays.fill(decibels, Float.NaN);
    }

    /** Adds the frames of a part. */
    void add(LogMel.Part part) {
        int frames = spec.frames();
        double frame = (part.to() - part.from()) / frames;
        int first = column(part.start());
        int end = column(part.end());
        for (int column = first; column < end; column++) {
            double place = ((column + 0.5) * seconds / count - part.from()) / frame;
            if (place < -1 || place >= frames + 1) { // the border of a clip belongs to its nearest frame
                continue;
            }
            int nearest = Math.clamp((long) Math.floor(place), 0, frames - 1);
            for (int band = 0; band < spec.nMels(); band++) {
                double value = part.values()[band * frames + nearest] - Math.log(zero[band]);
                decibels[band * count + column] = (float) (scale * value);
            }
        }
    }

    private int column(double time) {
        return Math.clamp(Math.round(time * count / seconds), 0, count);
    }

    /** Returns the front end of the parts. */
    LogMelSpec spec() {
        return spec;
    }

    /** Returns the number of columns. */
    int count() {
        return count;
    }

    /** Returns levels in decibels: (bands, columns), band-major. Not copied. */
    float[] decibels() {
        return decibels;
    }

    /**
     * Returns the place of a frequency in hertz on an axis from 0, the lower edge of the lowest row, to 1, the upper
     * edge of the highest.
     */
    double place(double hertz) {
        return spec.bandPosition(hertz);
    }
}
