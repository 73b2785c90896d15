package dev.zankyo.evaluate;

import dev.zankyo.io.FileError;
import dev.zankyo.model.Calibration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A formatter of an {@link Evaluation} for a terminal: totals, a table by class, the confusion matrix. */
final class EvaluationText {
    private static final String CORNER = "true \\ predicted";

    private final Evaluation evaluation;
    private final ConfusionMatrix confusion;
    private final List<String> names;
    private final int nameWidth;
    private final StringBuilder text = new StringBuilder();

    private EvaluationText(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.confusion = evaluation.confusion();
        this.names = evaluation.classes().stream().map(FileError::printable).toList();
        this.nameWidth = names.stream().mapToInt(String::length).reduce(CORNER.length(), Math::max);
    }

    static String render(Evaluation evaluation) {
        var layout = new EvaluationText(evaluation);
        layout.totals();
        layout.classTable();
        layout.confusionTable();
        return layout.text.toString();
    }

    private void totals() {
        Interval interval = evaluation.accuracyInterval();
        line(
                "accuracy %.2f %% (%d of %d rows), 95 %% interval %.2f to %.2f %%, loss %.4f",
                100 * confusion.accuracy(),
                confusion.correct(),
                confusion.total(),
                100 * interval.low(),
                100 * interval.high(),
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
        line("%s  precision  recall      F1   rows", pad("class"));
        for (int c = 0; c < confusion.classes(); c++) {
            figures(names.get(c), confusion.precision(c), confusion.recall(c), confusion.f1(c), confusion.actual(c));
        }
        figures(
                "macro average",
                confusion.macroPrecision(),
                confusion.macroRecall(),
                confusion.macroF1(),
                confusion.total());
    }

    private void figures(String name, double precision, double recall, double f1, int rows) {
        line("%s  %9.4f  %6.4f  %6.4f  %5d", pad(name), precision, recall, f1, rows);
    }

    private void confusionTable() {
        int width = Math.max(
                names.stream().mapToInt(String::length).max().orElse(0),
                Integer.toString(confusion.total()).length());
        String cell = "  %" + width + "s";
        line("");
        text.append(pad(CORNER));
        names.forEach(name -> text.append(format(cell, name)));
        text.append('\n');
        for (int actual = 0; actual < confusion.classes(); actual++) {
            text.append(pad(names.get(actual)));
            for (int predicted = 0; predicted < confusion.classes(); predicted++) {
                int count = confusion.count(actual, predicted);
                text.append(format(cell, count == 0 ? "." : Integer.toString(count)));
            }
            text.append('\n');
        }
    }

    private String pad(String name) {
        return name + " ".repeat(nameWidth - name.length());
    }

    private void line(String format, Object... arguments) {
        text.append(format(format, arguments)).append('\n');
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
