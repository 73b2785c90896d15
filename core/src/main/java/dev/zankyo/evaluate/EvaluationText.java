package dev.zankyo.evaluate;

import dev.zankyo.io.FileError;
import dev.zankyo.io.TextWidth;
import dev.zankyo.model.Calibration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A formatter of an {@link Evaluation} for a terminal: totals, a table by class, the confusion matrix. */
final class EvaluationText {
    private static final String CORNER = "true \\ predicted";
    private static final String FIGURES = "  precision  recall      F1   rows";
    private static final int NARROWEST_NAME = 12;
    private static final int CONFUSIONS_SHOWN = 20;

    private final Evaluation evaluation;
    private final ConfusionMatrix confusion;
    private final List<String> names;
    private final int columns;
    private final int nameWidth;
    private final StringBuilder text = new StringBuilder();

    private EvaluationText(Evaluation evaluation, int columns) {
        this.evaluation = evaluation;
        this.columns = columns;
        this.confusion = evaluation.confusion();
        this.names = evaluation.classes().stream().map(FileError::printable).toList();
        this.nameWidth = names.stream().mapToInt(TextWidth::of).reduce(CORNER.length(), Math::max);
    }

    static String render(Evaluation evaluation, int columns) {
        var layout = new EvaluationText(evaluation, columns);
        layout.totals();
        layout.classTable();
        layout.confusionTable();
        return layout.text.toString();
    }

    private void totals() {
        line(
                "accuracy %.2f %% (%d of %d rows), 95 %% interval %s, loss %.4f",
                100 * confusion.accuracy(),
                confusion.correct(),
                confusion.total(),
                evaluation.accuracyInterval().inPercent(),
                evaluation.loss());
        if (confusion.classes() > 2) {
            IntStream.of(2, 3, 5)
                    .filter(k -> k < confusion.classes())
                    .forEach(k -> line("top %-8d %.2f %%", k, 100 * evaluation.topAccuracy(k)));
        }
        line(
                "calibration  expected error %.4f as trained",
                evaluation.reliability().expectedCalibrationError());
        evaluation
                .calibrated()
                .ifPresentOrElse(
                        this::calibrated,
                        () -> line("unknown      cannot tell: the model has no detector of unknown sounds"));
    }

    private void calibrated(Evaluation.Calibrated calibrated) {
        Calibration calibration = calibrated.calibration();
        String fit = format(
                "%d %s rows in training: cross-fitted error %.4f, then %.4f",
                calibration.rows(), calibration.source(), calibration.errorBefore(), calibration.errorAfter());
        if (calibration.rescales()) {
            line(
                    "             expected error %.4f, loss %.4f with temperature %.3f",
                    calibrated.reliability().expectedCalibrationError(), calibrated.loss(), calibration.temperature());
            line("             (fitted on %s)", fit);
        } else {
            line("             no temperature is used (fitted on %s)", fit);
        }
        line("unknown      %d of %d rows resemble no class", calibrated.outOfDistribution(), confusion.total());
    }

    private void classTable() {
        line("");
        int width = nameWidthBeside(FIGURES.length());
        line("%s" + FIGURES, TextWidth.padded("class", width));
        for (int c = 0; c < confusion.classes(); c++) {
            figures(
                    cut(names.get(c), width),
                    confusion.precision(c),
                    confusion.recall(c),
                    confusion.f1(c),
                    confusion.actual(c));
        }
        figures(
                cut("macro average", width),
                confusion.macroPrecision(),
                confusion.macroRecall(),
                confusion.macroF1(),
                confusion.total());
    }

    private void figures(String name, double precision, double recall, double f1, int rows) {
        line("%s  %9.4f  %6.4f  %6.4f  %5d", name, precision, recall, f1, rows);
    }

    /** Returns the width of the column of names beside columns of figures. */
    private int nameWidthBeside(int figures) {
        return Math.max(NARROWEST_NAME, Math.min(nameWidth, columns - figures));
    }

    /** Returns a name that fills its column. */
    private static String cut(String name, int width) {
        return TextWidth.padded(TextWidth.cut(name, width), width);
    }

    private void confusionTable() {
        int count = Integer.toString(confusion.total()).length();
        int named = names.stream().mapToInt(TextWidth::of).reduce(count, Math::max);
        int numbered = Math.max(count, Integer.toString(names.size()).length());
        line("");
        if (nameWidth + names.size() * (2 + named) <= columns) {
            matrix(CORNER, names, names, nameWidth, named);
        } else if (CORNER.length() + names.size() * (2 + numbered) <= columns) {
            List<String> numbers = IntStream.rangeClosed(1, names.size())
                    .mapToObj(Integer::toString)
                    .toList();
            List<String> rows = IntStream.range(0, names.size())
                    .mapToObj(i -> numbers.get(i) + " " + names.get(i))
                    .toList();
            int most = rows.stream().mapToInt(TextWidth::of).reduce(CORNER.length(), Math::max);
            matrix(CORNER, rows, numbers, Math.min(most, columns - names.size() * (2 + numbered)), numbered);
        } else {
            confusions();
        }
    }

    private void matrix(String corner, List<String> rows, List<String> head, int rowWidth, int width) {
        text.append(cut(corner, rowWidth));
        head.forEach(name -> text.append("  ").append(TextWidth.rightAligned(name, width)));
        text.append('\n');
        for (int actual = 0; actual < confusion.classes(); actual++) {
            text.append(cut(rows.get(actual), rowWidth));
            for (int predicted = 0; predicted < confusion.classes(); predicted++) {
                int count = confusion.count(actual, predicted);
                text.append("  ").append(TextWidth.rightAligned(count == 0 ? "." : Integer.toString(count), width));
            }
            text.append('\n');
        }
    }

    /** A number of rows of one class that were predicted as another. */
    private record Confusion(int actual, int predicted, int count) {}

    private void confusions() {
        List<Confusion> all = new ArrayList<>();
        for (int actual = 0; actual < confusion.classes(); actual++) {
            for (int predicted = 0; predicted < confusion.classes(); predicted++) {
                if (actual != predicted && confusion.count(actual, predicted) > 0) {
                    all.add(new Confusion(actual, predicted, confusion.count(actual, predicted)));
                }
            }
        }
        all.sort(Comparator.comparingInt(Confusion::count).reversed());
        int name = Math.max(NARROWEST_NAME, Math.min(nameWidth, (columns - "  ".length() * 2 - "count".length()) / 2));
        line("%s  %s  count", cut("true", name), cut("predicted", name));
        for (Confusion pair : all.subList(0, Math.min(CONFUSIONS_SHOWN, all.size()))) {
            line(
                    "%s  %s  %5d",
                    cut(names.get(pair.actual()), name), cut(names.get(pair.predicted()), name), pair.count());
        }
        if (all.size() > CONFUSIONS_SHOWN) {
            line("... and %d more pairs", all.size() - CONFUSIONS_SHOWN);
        }
        line("(most frequent confusions; a file gets the whole matrix)");
    }

    private void line(String format, Object... arguments) {
        text.append(format(format, arguments)).append('\n');
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
