package dev.zankyo.report;

import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Evaluation.Calibrated;
import dev.zankyo.evaluate.Interval;
import dev.zankyo.evaluate.Reliability;
import dev.zankyo.evaluate.Reliability.Bin;
import dev.zankyo.model.Calibration;
import dev.zankyo.report.Chart.Line;
import dev.zankyo.report.Chart.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The section about calibration: the reliability diagram and the expected calibration error. */
final class Calibrations {
    /** Bars of fewer rows are uncertain and drawn pale. */
    private static final int FEW = 10;

    private Calibrations() {}

    record View(
            String answer,
            String words,
            String rowsWords,
            String temperature,
            boolean ownRows,
            boolean perhapsOwnRows,
            String unknownSounds,
            String outOfDistribution) {}

    /**
     * Returns the section about an evaluation.
     *
     * @param ofTheRun whether the rows are the test set of the training run, on which the calibration may be fitted
     */
    static Section of(Evaluation evaluation, boolean ofTheRun) {
        Optional<Calibration> calibration = evaluation.calibrated().map(Calibrated::calibration);
        return of(
                evaluation,
                ofTheRun,
                CalibrationWords.temperature(calibration),
                CalibrationWords.unknownSounds(calibration));
    }

    /** Returns the section about the predictions of a cross-validation, which are never calibrated. */
    static Section outOfFold(Evaluation evaluation) {
        return of(
                evaluation,
                false,
                "not calibrated: a cross-validation would have to fit the temperature on the rows that it tests",
                "not detected in a cross-validation");
    }

    private static Section of(Evaluation evaluation, boolean ofTheRun, String temperature, String unknownSounds) {
        Optional<Calibrated> calibrated = evaluation.calibrated();
        Optional<Calibration> calibration = calibrated.map(Calibrated::calibration);
        boolean rescaled = calibration.filter(Calibration::rescales).isPresent();
        boolean fittedOnTest = rescaled && calibration.orElseThrow().source() == Calibration.Source.TEST;
        boolean fittedHere = ofTheRun && fittedOnTest;
        Reliability raw = evaluation.reliability();
        Reliability shown = shown(evaluation);
        double error = error(evaluation, ofTheRun);
        var view = new View(
                answer(evaluation, ofTheRun),
                "Reliability diagram: accuracy over confidence; expected calibration error " + Words.percent(error)
                        + ".",
                "Rows by confidence: " + Words.count(sure(shown), "row", "rows") + " of " + Words.count(shown.rows())
                        + " in the highest.",
                Words.sentence(temperature),
                fittedHere,
                !ofTheRun && fittedOnTest,
                unknownSounds,
                calibrated
                        .map(found -> Words.count(found.outOfDistribution(), "row resembles", "rows resemble"))
                        .orElse(""));
        double[] middles = shown.bins().stream()
                .mapToDouble(bin -> (bin.low() + bin.high()) / 2)
                .toArray();
        List<Line> lines = new ArrayList<>();
        String label = rescaled ? "calibrated" : "network";
        lines.add(bars(label, Style.BARS, shown, bin -> bin.rows() >= FEW));
        if (shown.bins().stream().anyMatch(Calibrations::isUncertain)) {
            lines.add(bars(
                    label + ", fewer than " + FEW + " rows: uncertain",
                    Style.PALE_BARS,
                    shown,
                    Calibrations::isUncertain));
        }
        if (rescaled) {
            lines.add(new Line("uncalibrated", "test", Style.LINE, accuracy(raw)));
        }
        lines.add(new Line("ideal", "muted", Style.DASHED, middles));
        return Section.of(
                "Calibration",
                Templates.render("calibration", view),
                new Chart("reliability", "confidence", true, middles, lines),
                new Chart(
                        "confidences",
                        "confidence",
                        false,
                        middles,
                        List.of(new Line(
                                "rows",
                                "rate",
                                Style.BARS,
                                shown.bins().stream().mapToDouble(Bin::rows).toArray()))));
    }

    /** Returns the answer to the question whether the probabilities of an evaluation can be taken at their word. */
    static String answer(Evaluation evaluation, boolean ofTheRun) {
        return CalibrationWords.answer(shown(evaluation), error(evaluation, ofTheRun));
    }

    private static Reliability shown(Evaluation evaluation) {
        return evaluation.calibrated().map(Calibrated::reliability).orElse(evaluation.reliability());
    }

    /** Returns the calibration error; the cross-fitted one if the temperature was fitted on the same rows. */
    private static double error(Evaluation evaluation, boolean ofTheRun) {
        return evaluation
                .calibrated()
                .map(Calibrated::calibration)
                .filter(found -> ofTheRun && found.rescales() && found.source() == Calibration.Source.TEST)
                .map(found -> (double) found.error())
                .orElseGet(() -> shown(evaluation).expectedCalibrationError());
    }

    private static boolean isUncertain(Bin bin) {
        return bin.rows() > 0 && bin.rows() < FEW;
    }

    /** Returns the accuracy of some bins with its 95 % interval. */
    private static Line bars(String label, Style style, Reliability reliability, Predicate<Bin> shown) {
        List<Bin> bins = reliability.bins();
        return new Line(
                label,
                "train",
                style,
                values(bins, shown, Bin::accuracy),
                values(bins, shown, bin -> interval(bin).low()),
                values(bins, shown, bin -> interval(bin).high()));
    }

    private static double[] values(List<Bin> bins, Predicate<Bin> shown, ToDoubleFunction<Bin> value) {
        return bins.stream()
                .mapToDouble(bin -> shown.test(bin) ? value.applyAsDouble(bin) : Double.NaN)
                .toArray();
    }

    private static Interval interval(Bin bin) {
        return Interval.wilson((int) Math.round(bin.accuracy() * bin.rows()), bin.rows());
    }

    private static int sure(Reliability reliability) {
        return reliability.bins().getLast().rows();
    }

    /** Returns the accuracy of each bin; NaN for bins without rows. */
    private static double[] accuracy(Reliability reliability) {
        return reliability.bins().stream().mapToDouble(Calibrations::accuracy).toArray();
    }

    private static double accuracy(Bin bin) {
        return bin.rows() == 0 ? Double.NaN : bin.accuracy();
    }
}
