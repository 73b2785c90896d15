package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.Recording;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordingPlotTest {
    private static final int YELLOW = 0xfde725;

    @TempDir
    Path folder;

    /** A second of silence, then a second of a tone. */
    private static Recording halfSilent(int rate, double hertz) {
        float[] samples = new float[2 * rate];
        for (int n = rate; n < samples.length; n++) {
            samples[n] = (float) Math.sin(2 * Math.PI * hertz * n / rate);
        }
        return new Recording(rate, 1, samples);
    }

    /** Returns the distance of a pixel's color from the color of the loudest value. */
    private static int distance(int pixel) {
        int red = (pixel >> 16 & 255) - (YELLOW >> 16 & 255);
        int green = (pixel >> 8 & 255) - (YELLOW >> 8 & 255);
        int blue = (pixel & 255) - (YELLOW & 255);
        return Math.abs(red) + Math.abs(green) + Math.abs(blue);
    }

    @Test
    void write_silenceThenLowTone_isLoudOnTheRightBelow() throws IOException {
        Path file = folder.resolve("plot.png");
        RecordingPlot.write(halfSilent(8000, 300), "<a> & \u00e4", file);
        BufferedImage picture = ImageIO.read(file.toFile());
        assertEquals(1200, picture.getWidth());
        int left = 0;
        int above = 0;
        int below = 0;
        int middle = (260 + picture.getHeight()) / 2;
        for (int y = 260; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if (distance(picture.getRGB(x, y)) < 60) {
                    left += x < 600 ? 1 : 0;
                    above += x >= 600 && y < middle ? 1 : 0;
                    below += x >= 600 && y >= middle ? 1 : 0;
                }
            }
        }
        assertTrue(below > 1000, "loud below right: " + below);
        assertTrue(left < below / 50, "loud left: " + left);
        assertTrue(above < below / 50, "loud above: " + above);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 4000})
    void draw_fewSamples_isDrawn(int count) {
        float[] samples = new float[count];
        samples[0] = 0.5f;
        assertEquals(
                1200,
                RecordingPlot.draw(new Recording(8000, 1, samples), "short").getWidth());
    }

    @Test
    void draw_lowestAndHighRate_isDrawn() {
        RecordingPlot.draw(halfSilent(1000, 100), "low");
        RecordingPlot.draw(halfSilent(192_000, 100), "high");
    }
}
