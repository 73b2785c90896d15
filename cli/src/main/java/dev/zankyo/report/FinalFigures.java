package dev.zankyo.report;

import dev.zankyo.evaluate.Interval;
import java.util.List;

/** The section with the final figures of compared runs, the settings that differ, and the differences in words. */
final class FinalFigures {
    private FinalFigures() {}

    /**
     * The figures of a run.
     *
     * @param common the figures on the common recordings; empty if all test sets are the same
     */
    record Row(
            String name,
            String accuracy,
            String interval,
            String correct,
            String loss,
            String macroF1,
            String epochs,
            String time,
            List<Share> common) {}

    /** A share of rows with its 95 % interval. */
    record Share(String accuracy, String interval, String correct) {}

    record View(
            boolean limited,
            List<String> limits,
            boolean apart,
            String count,
            List<Row> runs,
            boolean compared,
            List<String> differences,
            String rule) {}

    static Section of(Comparison comparison) {
        boolean apart = !comparison.sameTestSets() && !comparison.recordings().isEmpty();
        List<Row> rows = comparison.runs().stream()
                .map(run -> row(run, apart ? List.of(common(comparison, run)) : List.of()))
                .toList();
        List<String> limits = comparison.limits();
        List<String> differences = comparison.differences();
        var view = new View(
                !limits.isEmpty(),
                limits,
                apart,
                Words.count(comparison.recordings().size()),
                rows,
                !differences.isEmpty(),
                differences,
                comparison.rule().orElse(""));
        return Section.of("Final figures", Templates.render("comparison", view));
    }

    private static Row row(ComparedRun run, List<Share> common) {
        Share all = share(run.figures().correct(), run.figures().testRows());
        return new Row(
                run.name(),
                all.accuracy(),
                all.interval(),
                all.correct(),
                Words.decimals(run.figures().loss()),
                Words.decimals(run.figures().macroF1()),
                Words.count(run.history().size()),
                Words.time(run.figures().seconds()),
                common);
    }

    private static Share common(Comparison comparison, ComparedRun run) {
        int rows = comparison.recordings().size();
        return comparison.correct(run).map(correct -> share(correct, rows)).orElse(new Share("", "", "not known"));
    }

    private static Share share(int correct, int rows) {
        Interval interval = Interval.wilson(correct, rows);
        return new Share(
                Words.percent((double) correct / rows),
                Words.percent(interval.low()) + " to " + Words.percent(interval.high()),
                Words.count(correct) + " of " + Words.count(rows));
    }
}
