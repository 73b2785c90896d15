package dev.zankyo.audio;

/** The averages of a clip's frames over equal intervals. */
final class Stretches {
    private Stretches() {}

    /**
     * Returns the means over {@code count} intervals of equal length. A frame on the border of two intervals counts for
     * both, in proportion to its overlap. If there are fewer frames than intervals, frames are repeated.
     *
     * @param values (frames, bands), frame-major, at least one frame
     * @return (count, bands), frame-major
     */
    static double[] average(double[] values, int bands, int count) {
        int frames = values.length / bands;
        double[] means = new double[count * bands];
        for (int stretch = 0; stretch < count; stretch++) {
            // Positions are in units of 1 / count frames, so that they are whole numbers.
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
