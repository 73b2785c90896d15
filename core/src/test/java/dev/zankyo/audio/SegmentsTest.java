package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.audio.Span.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentsTest {
    private static final int RATE = 8000;
    private static final int LENGTH = 5 * RATE;

    @TempDir
    private Path folder;

    private Path file;
    private float[] whole;

    @BeforeEach
    void write() {
        double[] samples = new double[LENGTH];
        for (int n = 0; n < LENGTH; n++) {
            samples[n] = 0.9 * Math.sin(0.001 * n * n / LENGTH);
        }
        file = folder.resolve("a.wav");
        WavFile.write(samples, RATE, file);
        whole = Recording.read(file).samples();
    }

    private static Span seconds(double start, double end) {
        return new Span(start, end, Unit.SECONDS);
    }

    @Test
    void read_overlappingSpansInAnyOrder_areTheSamplesOfTheWhole() {
        List<Recording> cut = Segments.read(
                file,
                List.of(seconds(3, 4.5), seconds(0, 5), new Span(17, 20_001, Unit.SAMPLES)),
                Remarks.to(remark -> {}));

        assertArrayEquals(Arrays.copyOfRange(whole, 24_000, 36_000), cut.get(0).samples());
        assertArrayEquals(whole, cut.get(1).samples());
        assertArrayEquals(Arrays.copyOfRange(whole, 17, 20_001), cut.get(2).samples());
        assertEquals(RATE, cut.get(0).sampleRate());
    }

    @Test
    void read_spanAfterTheEnd_isNullAndOneBeyondItIsRemarked() {
        List<String> remarks = new ArrayList<>();

        List<Recording> cut =
                Segments.read(file, List.of(seconds(4, 7), seconds(5, 6), seconds(4, 5.05)), Remarks.to(remarks::add));

        assertEquals(RATE, cut.get(0).samples().length);
        assertNull(cut.get(1));
        assertEquals(RATE, cut.get(2).samples().length);
        assertEquals(List.of("segment 4.0-7.0 s ends after the recording"), remarks);
    }

    @Test
    void isWithin_toleratesRounding() {
        assertTrue(Segments.isWithin(file, seconds(4, 5.05)));
        assertFalse(Segments.isWithin(file, seconds(4, 5.2)));
        assertFalse(Segments.isWithin(file, seconds(30, 40)));
    }

    @Test
    void gaps_areBetweenAndAroundTheSegments() {
        List<Span> gaps = Segments.gaps(file, List.of(seconds(3, 3.5), seconds(1.2, 2)), 0.5);

        assertEquals(
                List.of(
                        seconds(0, 0.5),
                        seconds(0.5, 1),
                        seconds(2, 2.5),
                        seconds(2.5, 3),
                        seconds(3.5, 4),
                        seconds(4, 4.5),
                        seconds(4.5, 5)),
                gaps);
    }

    @Test
    void span_withoutLengthOrBeforeTheStart_isRefused() {
        assertThrows(InputException.class, () -> seconds(2, 2));
        assertThrows(InputException.class, () -> seconds(-1, 2));
        assertThrows(InputException.class, () -> seconds(0, Double.NaN));
        assertThrows(InputException.class, () -> seconds(0, Double.POSITIVE_INFINITY));
    }
}
