package dev.zankyo.report;

import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Interval;
import dev.zankyo.train.CrossValidation;
import dev.zankyo.train.CrossValidation.Fold;
import java.util.List;

/** The section with the figures of each fold of a cross-validation, their mean and spread, and those of all rows. */
final class FoldTable {
    private FoldTable() {}

    record Row(
            String name,
            String accuracy,
            String correct,
            String interval,
            String loss,
            String rows,
            String trainingRows) {}

    record Spread(String accuracy, String loss) {}

    record View(List<Row> folds, Spread mean, Spread deviation, Row all) {}

    static Section of(CrossValidation result) {
        List<Row> folds = result.folds().stream().map(FoldTable::row).toList();
        var view = new View(
                folds,
                new Spread(Words.percent(result.mean()), Words.decimals(result.meanLoss())),
                new Spread(Words.percent(result.deviation()), Words.decimals(result.lossDeviation())),
                row("all rows", result.outOfFold().evaluation(), ""));
        return Section.of("Folds", Templates.render("folds", view));
    }

    private static Row row(Fold fold) {
        return row(fold.name(), fold.evaluation(), Words.count(fold.trainingRows()));
    }

    private static Row row(String name, Evaluation evaluation, String trainingRows) {
        Interval interval = evaluation.accuracyInterval();
        return new Row(
                name,
                Words.percent(evaluation.accuracy()),
                Words.count(evaluation.confusion().correct()),
                Words.percent(interval.low()) + " to " + Words.percent(interval.high()),
                Words.decimals(evaluation.loss()),
                Words.count(evaluation.confusion().total()),
                trainingRows);
    }
}
