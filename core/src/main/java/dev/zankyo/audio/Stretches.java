package dev.zankyo.audio;

/** Frames of a clip averaged over equal stretches of it. */
final class Stretches {
    private Stretches() {}

    /**
     * The means over {@code count} stretches of equal length, a frame at the border of two counting for each by its share; of
     * fewer frames than stretches, some are taken more than once.
     *
     * @param values frame-major, {@code bands} a frame, at least one frame
     * @return frame-major, {@code count} frames
     */
    static double[] average(double[] values, int bands, int count) {
        int frames = values.length / bands;
        double[] means = new double[count * bands];
        for (int stretch = 0; stretch < count; stretch++) {
            // In units of 1 / count frames, so that all of it is whole numbers.
            long from = (long) stretch * frames;
            long to = from + frames;
            for (long frame = from / count; frame * count < to; frame++) {
                long share = Math.min(to, (frame + 1) * count) - Math.max(from, frame * count);
                double weight = (double) share / frames;
                for (int band = 0; band < bands; band++) {
                    means[stretch * bands + band] += weight * values[(int) frame * bands + band];
                }
            }
        }
        return means;
    }
}
