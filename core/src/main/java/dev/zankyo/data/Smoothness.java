package dev.zankyo.data;

/**
 * The smoothness of rows in either layout. A layout's roughness is the mean squared difference between neighbors,
 * averaged over the two axes.
 *
 * @param variance variance of all values
 * @param bandMajor roughness of the rows read as {@code bands x frames}
 * @param frameMajor roughness of the rows read as {@code frames x bands}
 */
record Smoothness(double variance, double bandMajor, double frameMajor) {

    /** A meter that takes rows one at a time, in the file's order. */
    static final class Meter {
        private final Axes bandMajor;
        private final Axes frameMajor;
        private double origin;
        private double sum;
        private double squares;
        private long count;

        Meter(int bands, int frames) {
            bandMajor = new Axes(bands, frames);
            frameMajor = new Axes(frames, bands);
        }

        void add(float[] row) {
            origin = count == 0 ? row[0] : origin;
            for (float value : row) {
                double centred = value - origin;
                sum += centred;
                squares += centred * centred;
            }
            count += row.length;
            bandMajor.add(row);
            frameMajor.add(row);
        }

        Smoothness smoothness() {
            double variance = Math.max(0, squares / count - square(sum / count));
            return new Smoothness(variance, bandMajor.roughness(), frameMajor.roughness());
        }
    }

    /** The squared differences along both axes of rows of {@code height x width}. */
    private static final class Axes {
        private final int height;
        private final int width;
        private double across;
        private double down;
        private long rows;

        Axes(int height, int width) {
            this.height = height;
            this.width = width;
        }

        void add(float[] row) {
            for (int i = 0; i < height; i++) {
                for (int j = 0; j < width; j++) {
                    int here = i * width + j;
                    across += j + 1 < width ? square(row[here + 1] - row[here]) : 0;
                    down += i + 1 < height ? square(row[here + width] - row[here]) : 0;
                }
            }
            rows++;
        }

        double roughness() {
            double pairsAcross = (double) rows * height * Math.max(1, width - 1);
            double pairsDown = (double) rows * Math.max(1, height - 1) * width;
            return (across / pairsAcross + down / pairsDown) / 2;
        }
    }

    private static double square(double x) {
        return x * x;
    }
}
