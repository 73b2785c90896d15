package dev.zankyo.augment;

import dev.zankyo.random.CounterRandom;

/**
 * Keras' {@code ImageDataGenerator} with shifts and flips: {@code shifted[i, j] = row[i + a, j + b]}, between pixels by
 * linear interpolation and beyond the border by repeating its last pixel ({@code fill_mode='nearest'}); then the flips.
 *
 * <p>A row's draws are those of Keras, in its order: height shift (0, 1), width shift (2, 3), horizontal flip (4), vertical
 * flip (5). Keras draws for a flip also where it is off.
 *
 * @param height range of the shift a along the bands
 * @param width range of the shift b along the frames
 * @param horizontalFlip whether every other row, at random, is reversed in time
 * @param verticalFlip whether every other row, at random, has its bands reversed
 */
public record ImageShift(ShiftRange height, ShiftRange width, boolean horizontalFlip, boolean verticalFlip)
        implements Augmentation {

    @Override
    public void apply(
            float[] values, int bands, int frames, int row, CounterRandom random, float[] destination, int offset) {
        long draw = Augmentation.firstDraw(row);
        double a = height.draw(random, draw, bands);
        double b = width.draw(random, draw + 2, frames);
        boolean reverseFrames = random.uniform(draw + 4) < 0.5 && horizontalFlip;
        boolean reverseBands = random.uniform(draw + 5) < 0.5 && verticalFlip;

        for (int i = 0; i < bands; i++) {
            double y = clamp((reverseBands ? bands - 1 - i : i) + a, bands);
            int upper = (int) y * frames;
            int lower = Math.min((int) y + 1, bands - 1) * frames;
            double dy = y - (int) y;
            for (int j = 0; j < frames; j++) {
                double x = clamp((reverseFrames ? frames - 1 - j : j) + b, frames);
                int left = (int) x;
                int right = Math.min(left + 1, frames - 1);
                double dx = x - left;
                destination[offset + i * frames + j] =
                        (float) ((1 - dy) * ((1 - dx) * values[upper + left] + dx * values[upper + right])
                                + dy * ((1 - dx) * values[lower + left] + dx * values[lower + right]));
            }
        }
    }

    private static double clamp(double position, int length) {
        return Math.max(0, Math.min(position, length - 1));
    }
}
