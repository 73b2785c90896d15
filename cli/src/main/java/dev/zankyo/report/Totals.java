package dev.zankyo.report;

import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Interval;
import java.util.List;
import java.util.stream.Stream;

/** The section with the metrics of all rows: accuracy with its interval, top-k, macro averages, loss. */
final class Totals {
    private Totals() {}

    record Row(String name, String value, String note) {}

    record View(List<Row> rows) {}

    static Section of(Evaluation evaluation) {
        Interval interval = evaluation.accuracyInterval();
        int total = evaluation.confusion().total();
        Stream<Row> accuracy = Stream.of(new Row(
                "accuracy",
                Words.percent(evaluation.accuracy()),
                "95 % interval " + Words.percent(interval.low()) + " to " + Words.percent(interval.high())));
        Stream<Row> top = Stream.of(2, 3, 5)
                .filter(k -> k < evaluation.classes().size())
                .map(k -> new Row(
                        "top-" + k + " accuracy",
                        Words.percent(evaluation.topAccuracy(k)),
                        "the class is among the " + k + " most probable"));
        Stream<Row> rest = Stream.of(
                new Row(
                        "macro F1",
                        Words.decimals(evaluation.confusion().macroF1()),
                        "mean over the classes, each counting the same"),
                new Row("loss", Words.decimals(evaluation.loss()), "mean cross-entropy in nats"),
                new Row(
                        "rows",
                        Words.count(total),
                        Words.count(total - evaluation.confusion().correct()) + " incorrect"));
        return Section.of(
                "Metrics",
                Templates.render(
                        "totals",
                        new View(Stream.of(accuracy, top, rest)
                                .flatMap(rows -> rows)
                                .toList())));
    }
}
