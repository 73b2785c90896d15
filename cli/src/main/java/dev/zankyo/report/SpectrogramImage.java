package dev.zankyo.report;

import dev.zankyo.plot.ColorMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;

/** A spectrogram as an image, one pixel per value: time runs to the right, low bands are at the bottom. */
final class SpectrogramImage {
    /**
     * The share of values at either end that lie beyond the color range, so that a single extreme value does not dull
     * the rest.
     */
    private static final double BEYOND = 0.01;

    private SpectrogramImage() {}

    /** The values of the lowest and the highest color. */
    record Range(float low, float high) {
        static Range of(float[] values) {
            float[] sorted = values.clone();
            Arrays.sort(sorted);
            int beyond = (int) (BEYOND * sorted.length);
            return new Range(sorted[beyond], sorted[sorted.length - 1 - beyond]);
        }
    }

    /** Returns the image in the colors of {@link ColorMap}. */
    static BufferedImage of(float[] values, int bands, int frames, Range range) {
        return ColorMap.image(values, bands, frames, range.low(), range.high());
    }

    /** Returns a data URI of a PNG of a band-major spectrogram. */
    static String uri(float[] values, int bands, int frames, Range range) {
        try (var png = new ByteArrayOutputStream()) {
            // Otherwise, the JDK would write the image to a temporary file.
            ImageIO.setUseCache(false);
            if (!ImageIO.write(of(values, bands, frames, range), "png", png)) {
                throw new IllegalStateException("report: this Java writes no PNG");
            }
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
