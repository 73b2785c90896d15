package dev.zankyo.augment;

import dev.zankyo.random.CounterRandom;

/**
 * An augmentation with the shifts and flips of Keras' {@code ImageDataGenerator}:
 * {@code shifted[i, j] = row[i + a, j + b]}, then the flips. Values between pixels are interpolated linearly; beyond
 * the border, the last pixel is repeated ({@code fill_mode='nearest'}).
 *
 * <p>A row's draws follow Keras' order: height shift (0, 1), width shift (2, 3), horizontal flip (4), vertical flip
 * (5). Keras draws for a flip even if it is off.
 *
 * @param height range of the shift a along the bands
 * @param width range of the shift b along the frames
 * @param horizontalFlip whether a row is reversed in time with probability 1/2
 * @param verticalFlip whether a row's bands are reversed with probability 1/2
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
