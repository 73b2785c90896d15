package dev.zankyo.report;

import dev.zankyo.search.Score;
import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving.Outcome;
import dev.zankyo.search.SuccessiveHalving.Run;
import java.util.List;

/** The section that compares the settings of a search's last round with the one of the lowest loss. */
final class LastRound {
    private LastRound() {}

    /**
     * A setting of the last round.
     *
     * @param difference the loss above the lowest
     * @param error the standard error of this difference over the same rows
     * @param verdict whether the setting can be told apart from the one with the lowest loss
     * @param shade the style class of settings that cannot be told apart, and of the chosen one
     */
    record Row(Setting setting, String difference, String error, String verdict, String shade) {}

    record View(boolean several, String words, List<Row> rows) {}

    static Section of(Outcome<Setting> outcome) {
        List<Run<Setting>> last = outcome.rungs().getLast();
        int ties = outcome.ties().size();
        String words = last.size() == 1
                ? "One setting reached the last round."
                : ties == 1
                        ? "The setting with the lowest loss is better than every other by more than one standard error."
                        : Words.count(ties) + " of " + Words.count(last.size())
                                + " settings cannot be told apart: their losses are within one standard error of the"
                                + " lowest. Of these, the search chose the one that changes the fewest values of the"
                                + " recipe.";
        List<Row> rows = last.stream().map(run -> row(run, outcome)).toList();
        return Section.of(
                "Which settings can be told apart",
                Templates.render("lastround", new View(last.size() > 1, words, rows)));
    }

    private static Row row(Run<Setting> run, Outcome<Setting> outcome) {
        Score score = run.score();
        Score lowest = outcome.lowest().score();
        boolean chosen = run.equals(outcome.winner());
        boolean tied = outcome.ties().contains(run);
        boolean diverged = score.equals(Score.DIVERGED);
        String verdict = diverged
                ? "diverged"
                : run.equals(outcome.lowest())
                        ? "lowest loss"
                        : tied ? "cannot be told apart from the lowest" : "worse than the lowest";
        return new Row(
                run.candidate(),
                diverged ? "" : Words.decimals(score.loss() - lowest.loss()),
                diverged || run.equals(outcome.lowest()) ? "" : Uncertainty.of(score.standardErrorOfDifference(lowest)),
                chosen ? "chosen: " + verdict : verdict,
                chosen ? "right s5" : tied && !diverged ? "right s2" : "");
    }
}
