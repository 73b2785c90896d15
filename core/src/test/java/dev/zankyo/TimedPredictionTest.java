package dev.zankyo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.Prediction.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimedPredictionTest {
    private static TimedPrediction window(double start, boolean inDistribution, double... probabilities) {
        return new TimedPrediction(
                start,
                start + 2,
                new Prediction(List.of("a", "b"), probabilities, inDistribution ? Known.YES : Known.NO));
    }

    @Test
    void merged_neighboursOfOneClass_areOneOfTheirMeanAndMeetHalfWay() {
        List<TimedPrediction> merged = TimedPrediction.merged(List.of(
                window(0, true, 0.9, 0.1),
                window(1, true, 0.7, 0.3),
                window(2, true, 0.2, 0.8),
                window(3, true, 0.4, 0.6)));
        assertEquals(2, merged.size());
        assertEquals(0, merged.get(0).start());
        assertEquals(2.5, merged.get(0).end()); // the centers of the windows are at 1, 2, 3, 4
        assertEquals(2.5, merged.get(1).start());
        assertEquals(5, merged.get(1).end());
        assertArrayEquals(new double[] {0.8, 0.2}, merged.get(0).prediction().probabilities(), 1e-15);
        assertArrayEquals(new double[] {0.3, 0.7}, merged.get(1).prediction().probabilities(), 1e-15);
    }

    @Test
    void merged_unfamiliarWindows_areOneWhateverTheirClass() {
        List<TimedPrediction> merged = TimedPrediction.merged(
                List.of(window(0, true, 0.9, 0.1), window(1, false, 0.9, 0.1), window(2, false, 0.1, 0.9)));
        assertEquals(2, merged.size());
        assertEquals(Known.NO, merged.get(1).prediction().known());
        assertEquals(1.5, merged.get(1).start());
        assertEquals(4, merged.get(1).end());
    }

    @Test
    void merger_ofWholeWindows_endsWithTheLastWindowOfTheClassAndGoesOnWithTheNextRecording() {
        List<TimedPrediction> merged = new ArrayList<>();
        var merger = new TimedPrediction.Merger(0.6, true, merged::add);
        merger.add(window(0, true, 0.9, 0.1));
        merger.add(window(1, true, 0.7, 0.3));
        assertEquals(List.of(), merged);
        merger.add(window(2, true, 0.5, 0.5)); // below the threshold
        assertEquals(3, merged.get(0).end());
        assertArrayEquals(new double[] {0.8, 0.2}, merged.get(0).prediction().probabilities(), 1e-15);
        merger.add(window(3, true, 0.45, 0.55));
        merger.end();
        merger.add(window(0, true, 0.9, 0.1));
        merger.end();
        merger.end();
        assertEquals(3, merged.size());
        assertEquals(2, merged.get(1).start());
        assertEquals(5, merged.get(1).end());
        assertEquals(Optional.empty(), merged.get(1).prediction().atLeast(0.6));
        assertEquals(0, merged.get(2).start());
        assertEquals(2, merged.get(2).end());
    }

    @Test
    void merged_oneWindow_isItself() {
        TimedPrediction window = window(0, true, 0.5, 0.5);
        TimedPrediction merged = TimedPrediction.merged(List.of(window)).get(0);
        assertEquals(window.start(), merged.start());
        assertEquals(window.end(), merged.end());
        assertArrayEquals(
                window.prediction().probabilities(), merged.prediction().probabilities());
    }
}
