package dev.zankyo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutChoiceTest {
    private static final int BANDS = 20;
    private static final int FRAMES = 50;

    @Test
    void detect_smoothSurfaces_findsTheLayoutTheyAreStoredIn() {
        for (Layout layout : List.of(Layout.BAND_MAJOR, Layout.FRAME_MAJOR)) {
            LayoutChoice choice = detect(surfaces(layout), BANDS, FRAMES);
            assertEquals(layout, choice.layout());
            assertTrue(choice.reason().startsWith("detected; "), choice.reason());
        }
    }

    @Test
    void detect_constantOrSquare_takesBandMajorAndSaysWhy() {
        LayoutChoice constant = detect(List.of(new float[BANDS * FRAMES]), BANDS, FRAMES);
        assertEquals("band-major (assumed, as all values are equal; change with {layout})", constant.toString());
        LayoutChoice square = detect(List.of(new float[] {1, 2, 3, 4}), 2, 2);
        assertEquals(
                "band-major (assumed, as there are as many bands as frames; change with {layout})", square.toString());
    }

    @Test
    void parse_names_areThoseTheUserWrites() {
        for (Layout layout : Layout.values()) {
            assertEquals(layout, Layout.parse(layout.toString()));
        }
        InputException unknown = assertThrows(InputException.class, () -> Layout.parse("row-major"));
        assertEquals(
                "layout: must be known; expected one of band-major, frame-major, auto, got \"row-major\"",
                unknown.getMessage());
    }

    private static LayoutChoice detect(List<float[]> rows, int bands, int frames) {
        var meter = new Smoothness.Meter(bands, frames);
        rows.forEach(meter::add);
        return LayoutChoice.by(meter.smoothness(), bands, frames);
    }

    /** Returns ten rows with a broad bump at a random position, and a little noise. */
    private static List<float[]> surfaces(Layout layout) {
        CounterRandom random = CounterRandom.of(1);
        List<float[]> rows = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            double band = random.uniform(2 * n, 0, BANDS);
            double frame = random.uniform(2 * n + 1, 0, FRAMES);
            float[] values = new float[BANDS * FRAMES];
            for (int b = 0; b < BANDS; b++) {
                for (int f = 0; f < FRAMES; f++) {
                    int i = b * FRAMES + f;
                    values[i] = (float) (-Math.hypot((b - band) / 5, (f - frame) / 12)
                            + 0.2 * random.gaussian(1000L * (n + 1) + i));
                }
            }
            float[] stored = new float[values.length];
            layout.fromBandMajor(values, 0, BANDS, FRAMES, stored);
            rows.add(stored);
        }
        return rows;
    }
}
