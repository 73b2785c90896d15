package dev.zankyo.augment;

import dev.zankyo.data.Dataset;
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
    public void apply(Dataset rows, int row, float[] destination, int offset, CounterRandom random) {
        int bands = rows.bands();
        int frames = rows.frames();
        long draw = Augmentation.firstDraw(row);
        int frameShift = random.below(draw, 2 * maxFrameShift + 1) - maxFrameShift;
        int bandShift = random.below(draw + 1, 2 * maxBandShift + 1) - maxBandShift;
        int maskedFrames = random.below(draw + 2, Math.min(maxFrameMask, frames) + 1);
        int firstMaskedFrame = random.below(draw + 3, frames - maskedFrames + 1);
        int maskedBands = random.below(draw + 4, Math.min(maxBandMask, bands) + 1);
        int firstMaskedBand = random.below(draw + 5, bands - maskedBands + 1);

        float[] source = rows.values();
        int first = row * rows.rowSize();
        for (int i = 0; i < bands; i++) {
            int from = first + Math.clamp(i + bandShift, 0, bands - 1) * frames;
            int to = offset + i * frames;
            for (int j = 0; j < frames; j++) {
                destination[to + j] = source[from + Math.clamp(j + frameShift, 0, frames - 1)];
            }
            Arrays.fill(destination, to + firstMaskedFrame, to + firstMaskedFrame + maskedFrames, 0);
        }
        int masked = offset + firstMaskedBand * frames;
        Arrays.fill(destination, masked, masked + maskedBands * frames, 0);
    }
}
