package dev.zankyo.augment;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;

/**
 * Shifts and masks for spectrograms of any size. The sound comes a little earlier or later and a little higher or lower, the
 * border repeated; then one stretch of frames and one of bands are set to 0, which after standardisation is the mean (Park et
 * al. 2019, "SpecAugment", without its time warping).
 *
 * <p>How far is said in shares of the row's frames or bands, rounded to whole ones, so that a finer spectrogram of the same
 * sounds is changed as much. Shifts are uniform in -max .. max, the lengths of masks in 0 .. max, their places wherever they
 * fit.
 *
 * @param frameShift the longest shift in time, a share of the frames
 * @param bandShift the longest shift in frequency, a share of the bands
 * @param frameMask the longest mask in time, likewise
 * @param bandMask the longest mask in frequency, likewise
 */
public record SpectrogramAugmentation(double frameShift, double bandShift, double frameMask, double bandMask)
        implements Augmentation {
    public SpectrogramAugmentation {
        for (double share : new double[] {frameShift, bandShift, frameMask, bandMask}) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "augmentation: shifts and masks are shares of a row; expected 0..1, got " + share);
            }
        }
    }

    /**
     * Every share so many times as large, but none beyond the whole row.
     *
     * @throws InputException if the strength is negative or not finite
     */
    public SpectrogramAugmentation scaled(double strength) {
        if (!(strength >= 0 && strength < Double.POSITIVE_INFINITY)) {
            throw InputException.of(Subject.setting("augmentation"), "the strength must be finite and not negative")
                    .got(strength);
        }
        return new SpectrogramAugmentation(
                Math.min(1, strength * frameShift),
                Math.min(1, strength * bandShift),
                Math.min(1, strength * frameMask),
                Math.min(1, strength * bandMask));
    }

    @Override
    public void apply(
            float[] values, int bands, int frames, int row, CounterRandom random, float[] destination, int offset) {
        long draw = Augmentation.firstDraw(row);
        int shiftInTime = shift(random, draw, frameShift, frames);
        int shiftInBands = shift(random, draw + 1, bandShift, bands);
        int maskedFrames = random.below(draw + 2, part(frameMask, frames) + 1);
        int firstMaskedFrame = random.below(draw + 3, frames - maskedFrames + 1);
        int maskedBands = random.below(draw + 4, part(bandMask, bands) + 1);
        int firstMaskedBand = random.below(draw + 5, bands - maskedBands + 1);

        int before = Math.max(-shiftInTime, 0); // frames that repeat the first
        int after = Math.max(shiftInTime, 0); // and the last
        for (int i = 0; i < bands; i++) {
            int from = Math.clamp(i + shiftInBands, 0, bands - 1) * frames;
            int to = offset + i * frames;
            Arrays.fill(destination, to, to + before, values[from]);
            System.arraycopy(values, from + after, destination, to + before, frames - before - after);
            Arrays.fill(destination, to + frames - after, to + frames, values[from + frames - 1]);
            Arrays.fill(destination, to + firstMaskedFrame, to + firstMaskedFrame + maskedFrames, 0);
        }
        int masked = offset + firstMaskedBand * frames;
        Arrays.fill(destination, masked, masked + maskedBands * frames, 0);
    }

    private static int shift(CounterRandom random, long draw, double share, int length) {
        int most = part(share, length);
        return random.below(draw, 2 * most + 1) - most;
    }

    private static int part(double share, int length) {
        return (int) Math.round(share * length);
    }
}
