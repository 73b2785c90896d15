package dev.zankyo.report;

import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Evaluation.Calibrated;
import dev.zankyo.evaluate.Reliability;
import dev.zankyo.evaluate.Reliability.Bin;
import dev.zankyo.report.Chart.Line;
import dev.zankyo.report.Chart.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The section about calibration: the reliability diagram and the expected calibration error. */
final class Calibrations {
    private Calibrations() {}

    record View(
            String error,
            String words,
            String rowsWords,
            boolean calibrated,
            String rawError,
            String temperature,
            String ownRows,
            String outOfDistribution) {}

    /**
     * Returns the section about an evaluation.
     *
     * @param ownRows the cross-validated error of the calibration, if its temperature was fitted on the rows of this
     *     evaluation
     */
    static Section of(Evaluation evaluation, Optional<Float> ownRows) {
        Optional<Calibrated> calibrated = evaluation.calibrated();
        Reliability raw = evaluation.reliability();
        Reliability shown = calibrated.map(Calibrated::reliability).orElse(raw);
        String error = Words.percent(shown.expectedCalibrationError());
        var view = new View(
                error,
                "Reliability diagram: accuracy over confidence; expected calibration error " + error + ".",
                "Rows by confidence: " + Words.count(sure(shown)) + " of " + Words.count(shown.rows(), "row", "rows")
                        + " in the highest bin.",
                calibrated.isPresent(),
                Words.percent(raw.expectedCalibrationError()),
                calibrated.map(found -> Words.decimals(found.temperature())).orElse(""),
                ownRows.map(Words::percent).orElse(""),
                calibrated
                        .map(found -> Words.count(found.outOfDistribution(), "row resembles", "rows resemble"))
                        .orElse(""));
        double[] middles = shown.bins().stream()
                .mapToDouble(bin -> (bin.low() + bin.high()) / 2)
                .toArray();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(calibrated.isPresent() ? "calibrated" : "network", "train", Style.BARS, accuracy(shown)));
        if (calibrated.isPresent()) {
            lines.add(new Line("uncalibrated", "test", Style.LINE, accuracy(raw)));
        }
        lines.add(new Line("ideal", "muted", Style.DASHED, middles));
        return Section.half(
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
