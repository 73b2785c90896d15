package dev.zankyo.report;

import dev.zankyo.report.Chart.Line;
import dev.zankyo.report.Chart.Style;
import dev.zankyo.train.EpochResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The section with the learning curves of compared runs in the same charts. */
final class RunCurves {
    /** The number of colors that the style sheet has for runs. */
    static final int MOST = 8;

    private RunCurves() {}

    record Figure(String id, String title) {}

    record Row(String name, String epochs, String best, String bestEpoch, String last, String loss) {}

    record View(List<Figure> figures, List<Row> runs) {}

    static Section of(Comparison comparison) {
        double[] epochs = comparison.runs().stream()
                .flatMap(run -> run.history().stream())
                .mapToDouble(EpochResult::epoch)
                .distinct()
                .sorted()
                .toArray();
        List<Chart> charts = List.of(
                chart("runs-accuracy", true, epochs, comparison, EpochResult::testAccuracy),
                chart("runs-loss", false, epochs, comparison, EpochResult::testLoss),
                chart("runs-training-loss", false, epochs, comparison, EpochResult::trainLoss));
        List<Figure> figures = List.of(
                new Figure("runs-accuracy", "Test accuracy"),
                new Figure("runs-loss", "Test loss"),
                new Figure("runs-training-loss", "Training loss"));
        List<Row> rows = comparison.runs().stream().map(RunCurves::row).toList();
        return new Section("Learning curves", Templates.render("runs", new View(figures, rows)), charts);
    }

    private static Row row(ComparedRun run) {
        EpochResult best = run.history().getFirst();
        for (EpochResult epoch : run.history()) {
            best = epoch.testAccuracy() > best.testAccuracy() ? epoch : best;
        }
        EpochResult last = run.history().getLast();
        return new Row(
                run.name(),
                Words.count(run.history().size()),
                Words.percent(best.testAccuracy()),
                Words.count(best.epoch()),
                Words.percent(last.testAccuracy()),
                Words.decimals(last.testLoss()));
    }

    private static Chart chart(
            String id, boolean percent, double[] epochs, Comparison comparison, ToDoubleFunction<EpochResult> figure) {
        List<Line> lines = new ArrayList<>();
        for (ComparedRun run : comparison.runs()) {
            double[] values = new double[epochs.length];
            for (int i = 0; i < epochs.length; i++) {
                double epoch = epochs[i];
                values[i] = run.history().stream()
                        .filter(result -> result.epoch() == epoch)
                        .mapToDouble(figure)
                        .findFirst()
                        .orElse(Double.NaN);
            }
            lines.add(new Line(run.name(), "run" + (lines.size() + 1), Style.LINE, values));
        }
        return new Chart(id, "epoch", percent, epochs, lines);
    }
}
