package dev.zankyo.report;

import dev.zankyo.evaluate.ConfusionMatrix;
import dev.zankyo.evaluate.Evaluation;
import java.util.List;
import java.util.stream.IntStream;

/** The section with precision, recall and F1 of each class. */
final class Classes {
    private Classes() {}

    record Row(String name, String precision, String recall, String f1, String rows) {}

    record View(List<Row> classes, Row average) {}

    static Section of(Evaluation evaluation) {
        ConfusionMatrix confusion = evaluation.confusion();
        List<Row> rows = IntStream.range(0, confusion.classes())
                .mapToObj(c -> row(
                        evaluation.classes().get(c),
                        confusion.precision(c),
                        confusion.recall(c),
                        confusion.f1(c),
                        confusion.actual(c)))
                .toList();
        Row average = row(
                "macro average",
                confusion.macroPrecision(),
                confusion.macroRecall(),
                confusion.macroF1(),
                confusion.total());
        return Section.of("Metrics by class", Templates.render("classes", new View(rows, average)));
    }

    private static Row row(String name, double precision, double recall, double f1, int rows) {
        return new Row(name, Words.decimals(precision), Words.decimals(recall), Words.decimals(f1), Words.count(rows));
    }
}
