package dev.zankyo.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.Prediction;
import dev.zankyo.Prediction.Known;
import dev.zankyo.TimedPrediction;
import dev.zankyo.plot.PredictionRows.Cell;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PredictionRowsTest {
    private static TimedPrediction window(double start, double end, Known known, double... probabilities) {
        List<String> classes = IntStream.range(0, probabilities.length)
                .mapToObj(c -> "class " + c)
                .toList();
        return new TimedPrediction(start, end, new Prediction(classes, probabilities, known));
    }

    @Test
    void of_overlappingWindows_meetHalfWay() {
        PredictionRows table = PredictionRows.of(
                List.of(
                        window(0, 2, Known.YES, 0.1, 0.9),
                        window(1, 3, Known.NO, 0.3, 0.7),
                        window(1.5, 3.5, Known.YES, 0.2, 0.8)),
                100);
        assertEquals(
                List.of(new Cell(0, 1.5, false), new Cell(1.5, 2.25, true), new Cell(2.25, 3.5, false)), table.cells());
        assertEquals("class 1", table.rows().getFirst().name());
        assertArrayEquals(new double[] {0.9, 0.7, 0.8}, table.rows().getFirst().probabilities(), 1e-9);
        assertArrayEquals(new double[] {0.1, 0.3, 0.2}, table.rows().getLast().probabilities(), 1e-9);
        assertTrue(table.hasUnknown());
    }

    @Test
    void of_moreWindowsThanCells_averagesNeighbors() {
        PredictionRows table = PredictionRows.of(
                List.of(
                        window(0, 1, Known.NO, 1, 0),
                        window(1, 2, Known.NO, 0.5, 0.5),
                        window(2, 3, Known.CANNOT_TELL, 0.2, 0.8)),
                2);
        assertEquals(List.of(new Cell(0, 2, true), new Cell(2, 3, false)), table.cells());
        assertArrayEquals(new double[] {0.75, 0.2}, table.rows().getLast().probabilities(), 1e-9);
    }

    /** Checks the only class that is sure in one window, while ten others share all other windows. */
    @Test
    void of_classHeardOnce_hasARow() {
        double[] usual = new double[11];
        Arrays.fill(usual, 0, 10, 0.1);
        double[] once = new double[11];
        once[10] = 1;
        PredictionRows table = PredictionRows.of(
                List.of(
                        window(0, 1, Known.YES, usual),
                        window(1, 2, Known.YES, usual),
                        window(2, 3, Known.YES, once),
                        window(3, 4, Known.YES, usual)),
                100);
        assertEquals("class 10", table.rows().getFirst().name());
        assertArrayEquals(new double[] {0, 0, 1, 0}, table.rows().getFirst().probabilities(), 1e-9);
        assertEquals("3 others", table.rows().getLast().name());
    }

    @Test
    void of_manyClasses_sumsTheOthers() {
        double[] probabilities = new double[50];
        Arrays.fill(probabilities, 0.2 / 42);
        Arrays.fill(probabilities, 30, 38, 0.1);
        PredictionRows table = PredictionRows.of(List.of(window(0, 1, Known.YES, probabilities)), 100);
        assertEquals(9, table.rows().size());
        assertEquals("class 30", table.rows().get(0).name());
        assertEquals("42 others", table.rows().get(8).name());
        assertEquals(0.2, table.rows().get(8).probabilities()[0], 1e-9);
    }
}
