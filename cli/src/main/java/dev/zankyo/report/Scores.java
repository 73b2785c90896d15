package dev.zankyo.report;

import dev.zankyo.report.Chart.Line;
import dev.zankyo.report.Chart.Style;
import dev.zankyo.search.Score;
import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving.Outcome;
import dev.zankyo.search.SuccessiveHalving.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The section with the best result of each learning rate, width and augmentation in each round. */
final class Scores {
    /** The colors of the rungs shown: the first rung, which has all settings, and the last ones. */
    private static final List<String> COLOURS = List.of("train", "test", "rate", "muted");

    private Scores() {}

    private enum Measure {
        ACCURACY("Accuracy", true, Score::accuracy, Math::max),
        LOSS("Loss", false, Score::loss, Math::min);

        final String title;
        final boolean percent;
        final ToDoubleFunction<Score> of;
        final DoubleBinaryOperator best;

        Measure(String title, boolean percent, ToDoubleFunction<Score> of, DoubleBinaryOperator best) {
            this.title = title;
            this.percent = percent;
            this.of = of;
            this.best = best;
        }
    }

    record Figure(String id, String title) {}

    record View(List<Figure> figures) {}

    static Section of(Outcome<Setting> outcome) {
        List<Figure> figures = new ArrayList<>();
        List<Chart> charts = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            for (Choice choice : Choice.values()) {
                if (choice.tried(outcome).size() > 1) {
                    String title = measure.title + " by " + choice;
                    String id = title.toLowerCase(Locale.ROOT).replace(' ', '-');
                    figures.add(new Figure(id, title));
                    charts.add(chart(id, measure, choice, outcome));
                }
            }
        }
        return new Section("Effect of each setting", Templates.render("scores", new View(figures)), charts);
    }

    private static Chart chart(String id, Measure measure, Choice choice, Outcome<Setting> outcome) {
        double[] tried =
                choice.tried(outcome).stream().mapToDouble(value -> value).toArray();
        int rungs = outcome.rungs().size();
        int[] shown = IntStream.range(0, rungs)
                .filter(rung -> rung == 0 || rung > rungs - COLOURS.size())
                .toArray();
        List<Line> lines = new ArrayList<>();
        for (int rung : shown) {
            List<Run<Setting>> runs = outcome.rungs().get(rung);
            double[] best = new double[tried.length];
            for (int i = 0; i < tried.length; i++) {
                double value = tried[i];
                best[i] = runs.stream()
                        .filter(run -> choice.of(run.candidate()) == value)
                        .mapToDouble(run -> measure.of.applyAsDouble(run.score()))
                        .reduce(measure.best)
                        .orElse(Double.NaN);
            }
            String label = Words.count(runs.getFirst().epochs(), "epoch", "epochs");
            lines.add(new Line(label, COLOURS.get(lines.size()), Style.LINE, best));
        }
        return new Chart(id, choice.toString(), measure.percent, true, tried, lines);
    }
}
