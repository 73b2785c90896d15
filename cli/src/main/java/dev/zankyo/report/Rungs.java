package dev.zankyo.report;

import dev.zankyo.search.Score;
import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving.Outcome;
import dev.zankyo.search.SuccessiveHalving.Run;
import java.util.ArrayList;
import java.util.List;

/** The section with the results of every setting in each round. */
final class Rungs {
    private Rungs() {}

    /**
     * The result of one training run.
     *
     * @param interval the 95 % interval of the accuracy
     * @param error the standard error of the loss
     * @param shade the style class of settings that advanced, and of the winner
     */
    record Cell(String accuracy, String interval, String loss, String error, String shade) {}

    record Row(Setting setting, List<Cell> cells) {}

    record View(List<String> rungs, List<Row> rows) {}

    static Section of(Outcome<Setting> outcome) {
        List<String> rungs = outcome.rungs().stream()
                .map(runs -> Words.count(runs.size(), "setting", "settings") + ", "
                        + Words.count(runs.getFirst().epochs(), "epoch", "epochs"))
                .toList();
        List<Row> rows = outcome.ranking().stream()
                .map(run -> new Row(run.candidate(), cells(run.candidate(), outcome)))
                .toList();
        return Section.of("Results by round", Templates.render("rungs", new View(rungs, rows)));
    }

    private static List<Cell> cells(Setting setting, Outcome<Setting> outcome) {
        List<Cell> cells = new ArrayList<>();
        for (List<Run<Setting>> rung : outcome.rungs()) {
            rung.stream().filter(run -> run.candidate().equals(setting)).forEach(run -> cells.add(cell(run, outcome)));
        }
        return cells;
    }

    private static Cell cell(Run<Setting> run, Outcome<Setting> outcome) {
        Score score = run.score();
        int next = run.rung();
        boolean wentOn = next < outcome.rungs().size()
                && outcome.rungs().get(next).stream()
                        .anyMatch(later -> later.candidate().equals(run.candidate()));
        String shade = run.equals(outcome.winner()) ? "right s5" : wentOn ? "right s2" : "";
        return score.equals(Score.DIVERGED)
                ? new Cell("diverged", "", "", "", shade)
                : new Cell(
                        Words.percent(score.accuracy()),
                        Uncertainty.interval(score),
                        Words.decimals(score.loss()),
                        Uncertainty.of(score.standardError()),
                        shade);
    }
}
