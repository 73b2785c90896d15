package dev.zankyo.plot;

import dev.zankyo.Prediction;
import dev.zankyo.TimedPrediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The predictions of a recording as a table: a row for each class, a cell for each window. A cell lasts until half-way
 * to the center of the next window, so cells do not overlap where windows do. Narrow cells are joined and averaged.
 *
 * @param rows the {@value #MOST_CLASSES} classes with the highest probability in any cell, highest first, so that a
 *     sound heard once has a row too; then one row of all others
 * @param cells the cells in time order
 */
record PredictionRows(List<Row> rows, List<Cell> cells) {
    static final int MOST_CLASSES = 8;

    /**
     * A row.
     *
     * @param name the name of the class, or the number of the other classes
     * @param probabilities one for each cell
     */
    record Row(String name, double[] probabilities) {}

    /**
     * A cell of every row.
     *
     * @param start seconds
     * @param end seconds
     * @param unknown whether most of its windows resemble no class
     */
    record Cell(double start, double end, boolean unknown) {}

    /**
     * Returns the table.
     *
     * @param windows at least one, in time order
     * @param most the most cells of a row
     */
    static PredictionRows of(List<TimedPrediction> windows, int most) {
        List<String> classes = windows.getFirst().prediction().classes();
        int joined = Math.ceilDiv(windows.size(), most);
        List<Cell> cells = new ArrayList<>();
        List<double[]> means = new ArrayList<>();
        for (int from = 0; from < windows.size(); from += joined) {
            int to = Math.min(windows.size(), from + joined);
            List<TimedPrediction> some = windows.subList(from, to);
            double start = from == 0 ? windows.getFirst().start() : border(windows, from);
            double end = to == windows.size() ? windows.getLast().end() : border(windows, to);
            long unknown = some.stream()
                    .filter(window -> window.prediction().known() == Prediction.Known.NO)
                    .count();
            cells.add(new Cell(start, end, 2 * unknown > some.size()));
            means.add(mean(some, classes.size()));
        }
        double[] highest = new double[classes.size()];
        means.forEach(mean -> Arrays.setAll(highest, c -> Math.max(highest[c], mean[c])));
        List<Integer> ranked = IntStream.range(0, highest.length)
                .boxed()
                .sorted(Comparator.comparing(c -> -highest[c]))
                .toList();
        // A single remaining class has a row of its own instead of the row of others.
        int shown = ranked.size() <= MOST_CLASSES + 1 ? ranked.size() : MOST_CLASSES;
        List<Row> rows = new ArrayList<>();
        for (int c : ranked.subList(0, shown)) {
            rows.add(new Row(
                    classes.get(c), means.stream().mapToDouble(mean -> mean[c]).toArray()));
        }
        List<Integer> others = ranked.subList(shown, ranked.size());
        if (!others.isEmpty()) {
            double[] rest = means.stream()
                    .mapToDouble(
                            mean -> others.stream().mapToDouble(c -> mean[c]).sum())
                    .toArray();
            rows.add(new Row(others.size() + " others", rest));
        }
        return new PredictionRows(rows, cells);
    }

    private static double border(List<TimedPrediction> windows, int index) {
        TimedPrediction before = windows.get(index - 1);
        TimedPrediction after = windows.get(index);
        return (before.start() + before.end() + after.start() + after.end()) / 4;
    }

    private static double[] mean(List<TimedPrediction> windows, int classes) {
        double[] mean = new double[classes];
        for (TimedPrediction window : windows) {
            double[] probabilities = window.prediction().probabilities();
            for (int c = 0; c < classes; c++) {
                mean[c] += probabilities[c] / windows.size();
            }
        }
        return mean;
    }

    /** Returns whether a cell is of an unknown sound. */
    boolean hasUnknown() {
        return cells.stream().anyMatch(Cell::unknown);
    }
}
