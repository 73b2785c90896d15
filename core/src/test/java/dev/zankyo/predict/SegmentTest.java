package dev.zankyo.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.zankyo.evaluate.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentTest {
    private static Segment window(double start, boolean familiar, double... probabilities) {
        return new Segment(start, start + 2, new Answer(probabilities, familiar));
    }

    @Test
    void merged_neighboursOfOneClass_areOneOfTheirMeanAndMeetHalfWay() {
        List<Segment> merged = Segment.merged(List.of(
                window(0, true, 0.9, 0.1),
                window(1, true, 0.7, 0.3),
                window(2, true, 0.2, 0.8),
                window(3, true, 0.4, 0.6)));
        assertEquals(2, merged.size());
        assertEquals(0, merged.get(0).start());
        assertEquals(2.5, merged.get(0).end()); // the windows' middles are at 1, 2, 3, 4
        assertEquals(2.5, merged.get(1).start());
        assertEquals(5, merged.get(1).end());
        assertArrayEquals(new double[] {0.8, 0.2}, merged.get(0).answer().probabilities(), 1e-15);
        assertArrayEquals(new double[] {0.3, 0.7}, merged.get(1).answer().probabilities(), 1e-15);
    }

    @Test
    void merged_unfamiliarWindows_areOneWhateverTheirClass() {
        List<Segment> merged = Segment.merged(
                List.of(window(0, true, 0.9, 0.1), window(1, false, 0.9, 0.1), window(2, false, 0.1, 0.9)));
        assertEquals(2, merged.size());
        assertFalse(merged.get(1).answer().familiar());
        assertEquals(1.5, merged.get(1).start());
        assertEquals(4, merged.get(1).end());
    }

    @Test
    void merged_oneWindow_isItself() {
        Segment window = window(0, true, 0.5, 0.5);
        Segment merged = Segment.merged(List.of(window)).get(0);
        assertEquals(window.start(), merged.start());
        assertEquals(window.end(), merged.end());
        assertArrayEquals(window.answer().probabilities(), merged.answer().probabilities());
    }
}
