package dev.zankyo.report;

import dev.zankyo.Prediction;
import dev.zankyo.report.Comparison.Common;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The section with the recordings on which compared runs differ, and the prediction of each run. */
final class Disagreements {
    private static final int MOST = 500;

    private Disagreements() {}

    /** @param shade the style class of a right or wrong prediction */
    record Cell(String mark, String predicted, String probability, String shade) {}

    record Row(String file, String label, List<Cell> predictions) {}

    record View(String words, boolean any, List<String> runs, List<Row> rows) {}

    static Section of(Comparison comparison) {
        List<Common> differing = comparison.recordings().stream()
                .filter(Common::differs)
                .sorted(Comparator.comparing(Common::decides).reversed())
                .toList();
        List<Row> rows = differing.stream().limit(MOST).map(Disagreements::row).toList();
        String count = Words.count(differing.size()) + " of "
                + Words.count(comparison.recordings().size(), "common test recording", "common test recordings");
        String words = comparison.recordings().isEmpty()
                ? "The runs have no test recordings that can be compared."
                : differing.isEmpty()
                        ? "The runs predict the same class for every common test recording."
                        : "The predictions differ for " + count
                                + (rows.size() < differing.size() ? "; the first " + MOST + " are shown" : "")
                                + ". Recordings that some runs get right and others wrong come first.";
        List<String> runs =
                comparison.predicted().stream().map(ComparedRun::name).toList();
        return Section.of(
                "Recordings on which the runs differ",
                Templates.render("disagreements", new View(words, !rows.isEmpty(), runs, rows)));
    }

    private static Row row(Common recording) {
        List<Cell> cells = IntStream.range(0, recording.predictions().size())
                .mapToObj(run -> cell(recording.predictions().get(run), recording.correct(run)))
                .toList();
        return new Row(recording.file(), recording.label(), cells);
    }

    private static Cell cell(Prediction said, boolean correct) {
        return new Cell(
                correct ? "✓" : "✗",
                said.label(),
                Words.percent(said.probability()),
                correct ? "right s1" : "wrong s1");
    }
}
