package dev.zankyo.report;

import dev.zankyo.evaluate.ConfusionMatrix;
import dev.zankyo.evaluate.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The section with the confusion matrix, if it is small enough to read, and the most frequent confusions. */
final class Confusions {
    static final int MOST_CLASSES = 50;

    private static final int MOST_PAIRS = 12;

    /** The length of the list if there is no matrix. */
    private static final int MOST_PAIRS_ALONE = 50;

    /** The largest matrix that leaves room for the list beside it. */
    private static final int MOST_BESIDE = 14;

    /** The largest number of classes whose names are never rotated. */
    private static final int FEW = 5;

    private static final int SHADES = 10;

    /** Length of the longest class names that are not rotated above a column. */
    private static final int LEVEL = 4;

    private Confusions() {}

    /** A cell of the matrix, shaded by its share of the row. Its count and share are empty if no row is in it. */
    record Cell(String count, String share, String shade) {}

    record Row(String name, String total, List<Cell> cells) {}

    /** A pair of classes that were confused. */
    record Pair(String actual, String predicted, int actualNumber, int predictedNumber, int count, String share) {}

    /**
     * @param layout the style class of the section: matrix and list side by side, or one above the other
     * @param headings the style class of the names above the columns
     */
    record View(
            String layout,
            boolean matrix,
            String headings,
            String count,
            List<String> classes,
            List<Row> rows,
            boolean confused,
            String words,
            List<Pair> pairs) {}

    static Section of(Evaluation evaluation) {
        List<String> classes = evaluation.classes();
        ConfusionMatrix confusion = evaluation.confusion();
        boolean readable = classes.size() <= MOST_CLASSES;
        List<Row> rows = IntStream.range(0, readable ? classes.size() : 0)
                .mapToObj(actual -> new Row(
                        classes.get(actual),
                        Words.count(confusion.actual(actual), "row", "rows"),
                        cells(confusion, actual)))
                .toList();
        boolean level = classes.size() <= FEW || classes.stream().allMatch(name -> name.length() <= LEVEL);
        List<Pair> pairs = pairs(classes, confusion);
        List<Pair> most = pairs.subList(0, Math.min(readable ? MOST_PAIRS : MOST_PAIRS_ALONE, pairs.size()));
        String words = most.size() < pairs.size()
                ? "The " + most.size() + " most frequent of " + Words.count(pairs.size()) + " confusions"
                : "All confusions, the most frequent first";
        View view = new View(
                classes.size() <= MOST_BESIDE ? "beside" : readable ? "dense" : "alone",
                readable,
                level ? "level" : "turned",
                Words.count(classes.size()),
                classes,
                rows,
                !pairs.isEmpty(),
                words,
                most);
        return Section.of("Confusion matrix", Templates.render("confusions", view));
    }

    private static List<Cell> cells(ConfusionMatrix confusion, int actual) {
        int total = confusion.actual(actual);
        List<Cell> cells = new ArrayList<>();
        for (int predicted = 0; predicted < confusion.classes(); predicted++) {
            int count = confusion.count(actual, predicted);
            int shade = count == 0 ? 0 : Math.max(1, Math.round(SHADES * (float) count / total));
            String kind = actual == predicted ? "right" : "wrong";
            cells.add(
                    count == 0
                            ? new Cell("", "", "none")
                            : new Cell(Words.count(count), share(count, total), kind + " s" + shade));
        }
        return cells;
    }

    /** Returns a share in whole percent. A share between 0 and 1 % or between 99 and 100 % is not rounded away. */
    static String share(int count, int total) {
        long percent = Math.round(100.0 * count / total);
        if (percent == 0 && count > 0) {
            return "<1 %";
        }
        return percent == 100 && count < total ? ">99 %" : percent + " %";
    }

    private static List<Pair> pairs(List<String> classes, ConfusionMatrix confusion) {
        List<Pair> pairs = new ArrayList<>();
        for (int actual = 0; actual < classes.size(); actual++) {
            for (int predicted = 0; predicted < classes.size(); predicted++) {
                int count = confusion.count(actual, predicted);
                if (actual != predicted && count > 0) {
                    String share = share(count, confusion.actual(actual));
                    pairs.add(new Pair(classes.get(actual), classes.get(predicted), actual, predicted, count, share));
                }
            }
        }
        pairs.sort(Comparator.comparingInt(Pair::count).reversed());
        return pairs;
    }
}
