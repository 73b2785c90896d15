package dev.zankyo.report;

import dev.zankyo.search.Score;
import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving.Outcome;

/** Sentences about the setting that a search chose, for the report and for the terminal. */
public final class SweepWords {
    private SweepWords() {}

    /** Returns why the winner was chosen, and whether other settings may be as good. */
    public static String choice(Outcome<Setting> outcome) {
        Score winner = outcome.winner().score();
        Score lowest = outcome.lowest().score();
        int others = outcome.ties().size() - 1;
        if (winner.equals(Score.DIVERGED)) {
            return "every setting of the last round diverged";
        }
        if (others == 0) {
            return "its loss is the lowest of the last round; no other is within one standard error of it";
        }
        String loss = winner.loss() == lowest.loss()
                ? "its loss is the lowest of the last round"
                : "its loss is " + Words.decimals(winner.loss() - lowest.loss())
                        + " above the lowest of the last round,"
                        + " within one standard error (" + Words.decimals(winner.standardErrorOfDifference(lowest))
                        + ")";
        return loss + "; " + Words.count(others, "other setting ties", "other settings tie")
                + " with the lowest, and this one changes the fewest values of the recipe";
    }
}
