package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.Recording;
import dev.zankyo.data.Dataset;
import dev.zankyo.report.SoundPicture.Label;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SoundPictureTest {
    private static final LogMelSpec FRONT_END =
            LogMelSpec.builder().nMels(40).fMin(0).fMax(4000).build();

    private static Evidence rows(Optional<Recording> recording) {
        var rows = new Dataset(List.of("a"), new int[1], new float[20 * 50], 20, 50);
        return new Evidence("", rows, row -> "", row -> recording);
    }

    private static BufferedImage image(SoundPicture picture) throws IOException {
        String data = picture.image().substring("data:image/png;base64,".length());
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
    }

    /** A recording of 2 s: silence, then a tone of 1 kHz from 1 s on. */
    private static Recording late() {
        float[] samples = new float[16_000];
        for (int n = 8000; n < samples.length; n++) {
            samples[n] = (float) Math.sin(2 * Math.PI * 1000 * n / 8000);
        }
        return new Recording(8000, 1, samples);
    }

    @Test
    void of_aRecording_hasOneAxisOfSecondsForBothPictures() {
        SoundPicture picture =
                SoundPicture.of(rows(Optional.of(late())), 0, Optional.of(late()), Optional.of(FRONT_END));

        assertEquals(2, picture.seconds());
        assertEquals(
                List.of(
                        new Label("48", "0 s"),
                        new Label("114", "0.5 s"),
                        new Label("180", "1 s"),
                        new Label("246", "1.5 s"),
                        new Label("312", "2 s")),
                picture.times());
        assertTrue(picture.outline().startsWith("M0 30"), picture.outline());
    }

    @Test
    void of_aToneOfOneKilohertz_isBrightWhereTheAxesSay() throws IOException {
        SoundPicture picture =
                SoundPicture.of(rows(Optional.of(late())), 0, Optional.of(late()), Optional.of(FRONT_END));
        BufferedImage image = image(picture);

        int label = picture.bands().stream()
                .filter(band -> band.text().equals("1 kHz"))
                .mapToInt(band -> Integer.parseInt(band.at()))
                .findFirst()
                .orElseThrow();
        int row = (int) ((label - 6) * image.getHeight() / 110.0);
        int before = brightness(image, image.getWidth() * 9 / 20, row);
        int after = brightness(image, image.getWidth() * 11 / 20, row);
        assertTrue(after > 3 * before, before + ", then " + after);
        assertTrue(after > 3 * brightness(image, image.getWidth() * 11 / 20, image.getHeight() - 2), "low bands");
        assertTrue(image.getWidth() > 200 && image.getWidth() <= 264, image.getWidth() + " frames");
    }

    private static int brightness(BufferedImage image, int x, int y) {
        int pixel = image.getRGB(x, y);
        return (pixel >> 16 & 255) + (pixel >> 8 & 255) + (pixel & 255);
    }

    @Test
    void of_aRowWithoutSound_hasFramesAndBands() {
        SoundPicture picture = SoundPicture.of(rows(Optional.empty()), 0, Optional.empty(), Optional.empty());

        assertTrue(picture.inFrames());
        assertEquals("", picture.outline());
        assertEquals(new Label("48", "0"), picture.times().getFirst());
        assertEquals(new Label("312", "50"), picture.times().getLast());
        assertEquals(new Label("116", "0"), picture.bands().getFirst());
        assertEquals(new Label("6", "20"), picture.bands().getLast());
    }

    @Test
    void of_aBandFrom50Hertz_hasNoLabelBelow() {
        SoundPicture picture =
                SoundPicture.of(rows(Optional.empty()), 0, Optional.empty(), Optional.of(LogMelSpec.DEFAULT));

        assertTrue(picture.bands().stream().noneMatch(band -> band.text().equals("0 Hz")), picture::toString);
        assertTrue(picture.bands().stream().allMatch(band -> Integer.parseInt(band.at()) <= 116), picture::toString);
        assertEquals(
                List.of("1 kHz", "2 kHz", "3 kHz"),
                picture.bands().stream()
                        .map(Label::text)
                        .filter(text -> text.matches("[1-3] kHz"))
                        .toList());
    }
}
