package dev.zankyo.report;

import dev.zankyo.evaluate.ConfusionMatrix;
import dev.zankyo.evaluate.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The section with the confusion matrix, if it is small enough to read, and the most frequent confusions. */
final class Confusions {
    private static final int MOST_CLASSES = 60;
    private static final int MOST_PAIRS = 12;
    private static final int SHADES = 10;

    /** Length of the longest class names that are not rotated above a column. */
    private static final int LEVEL = 4;

    private Confusions() {}

    /** A cell of the matrix, shaded by its share of the row. */
    record Cell(String count, String shade) {}

    record Row(String name, List<Cell> cells) {}

    /** A pair of classes that were confused. */
    record Pair(String actual, String predicted, int count, String share) {}

    /** @param headings a class of the style sheet for the names above the columns */
    record View(
            boolean matrix,
            String headings,
            List<String> classes,
            List<Row> rows,
            boolean confused,
            List<Pair> pairs) {}

    static Section of(Evaluation evaluation) {
        List<String> classes = evaluation.classes();
        ConfusionMatrix confusion = evaluation.confusion();
        boolean readable = classes.size() <= MOST_CLASSES;
        List<Row> rows = IntStream.range(0, readable ? classes.size() : 0)
                .mapToObj(actual -> new Row(classes.get(actual), cells(confusion, actual)))
                .toList();
        String headings = classes.stream().allMatch(name -> name.length() <= LEVEL) ? "" : "turned";
        List<Pair> pairs = pairs(classes, confusion);
        return Section.half(
                "Confusion matrix",
                Templates.render("confusions", new View(readable, headings, classes, rows, !pairs.isEmpty(), pairs)));
    }

    private static List<Cell> cells(ConfusionMatrix confusion, int actual) {
        int total = confusion.actual(actual);
        List<Cell> cells = new ArrayList<>();
        for (int predicted = 0; predicted < confusion.classes(); predicted++) {
            int count = confusion.count(actual, predicted);
            int shade = count == 0 ? 0 : Math.max(1, Math.round(SHADES * (float) count / total));
            String kind = actual == predicted ? "right" : "wrong";
            cells.add(count == 0 ? new Cell("·", "none") : new Cell(Words.count(count), kind + " s" + shade));
        }
        return cells;
    }

    private static List<Pair> pairs(List<String> classes, ConfusionMatrix confusion) {
        List<Pair> pairs = new ArrayList<>();
        for (int actual = 0; actual < classes.size(); actual++) {
            for (int predicted = 0; predicted < classes.size(); predicted++) {
                int count = confusion.count(actual, predicted);
                if (actual != predicted && count > 0) {
                    String share = Words.percent(count / (double) confusion.actual(actual));
                    pairs.add(new Pair(classes.get(actual), classes.get(predicted), count, share));
                }
            }
        }
        pairs.sort(Comparator.comparingInt(Pair::count).reversed());
        return List.copyOf(pairs.subList(0, Math.min(MOST_PAIRS, pairs.size())));
    }
}
