package dev.zankyo.augment;

import dev.zankyo.random.CounterRandom;
import java.util.Arrays;

/**
 * Shifts and masks for spectrograms. The sound comes a few frames earlier or later and a band higher or lower, the border
 * repeated; then one stretch of frames and one of bands are set to 0, which after standardisation is the mean (Park et al.
 * 2019, "SpecAugment", without its time warping).
 *
 * <p>Shifts are uniform in -max .. max, the lengths of masks in 0 .. max, their places wherever they fit.
 *
 * @param maxFrameShift frames
 * @param maxBandShift bands
 * @param maxFrameMask frames
 * @param maxBandMask bands
 */
public record SpectrogramAugmentation(int maxFrameShift, int maxBandShift, int maxFrameMask, int maxBandMask)
        implements Augmentation {
    public SpectrogramAugmentation {
        if (Math.min(Math.min(maxFrameShift, maxBandShift), Math.min(maxFrameMask, maxBandMask)) < 0) {
            throw new IllegalArgumentException("augmentation: shifts and masks must not be negative; got "
                    + maxFrameShift + ", " + maxBandShift + ", " + maxFrameMask + ", " + maxBandMask);
        }
    }

    @Override
    public void apply(
            float[] values, int bands, int frames, int row, CounterRandom random, float[] destination, int offset) {
        long draw = Augmentation.firstDraw(row);
        int frameShift = random.below(draw, 2 * maxFrameShift + 1) - maxFrameShift;
        int bandShift = random.below(draw + 1, 2 * maxBandShift + 1) - maxBandShift;
        int maskedFrames = random.below(draw + 2, Math.min(maxFrameMask, frames) + 1);
        int firstMaskedFrame = random.below(draw + 3, frames - maskedFrames + 1);
        int maskedBands = random.below(draw + 4, Math.min(maxBandMask, bands) + 1);
        int firstMaskedBand = random.below(draw + 5, bands - maskedBands + 1);

        int before = Math.clamp(-frameShift, 0, frames); // frames that repeat the first
        int after = Math.clamp(frameShift, 0, frames); // and the last
        for (int i = 0; i < bands; i++) {
            int from = Math.clamp(i + bandShift, 0, bands - 1) * frames;
            int to = offset + i * frames;
            Arrays.fill(destination, to, to + before, values[from]);
            System.arraycopy(values, from + after, destination, to + before, frames - before - after);
            Arrays.fill(destination, to + frames - after, to + frames, values[from + frames - 1]);
            Arrays.fill(destination, to + firstMaskedFrame, to + firstMaskedFrame + maskedFrames, 0);
        }
        int masked = offset + firstMaskedBand * frames;
        Arrays.fill(destination, masked, masked + maskedBands * frames, 0);
    }
}
