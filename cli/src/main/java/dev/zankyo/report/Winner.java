package dev.zankyo.report;

import dev.zankyo.evaluate.Interval;
import dev.zankyo.search.Score;
import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving.Run;
import dev.zankyo.search.Sweep;
import java.util.ArrayList;
import java.util.List;

/** The section with the best setting of a search, its uncertainty, and the command that trains it. */
final class Winner {
    private Winner() {}

    record View(
            Setting setting,
            String epochs,
            String accuracy,
            String loss,
            String error,
            String rows,
            String low,
            String high,
            List<String> remarks,
            String command) {}

    static Section of(Sweep.Result result, String command) {
        Run<Setting> winner = result.outcome().winner();
        Interval interval = interval(winner.score(), result.validationRows());
        List<String> remarks = new ArrayList<>();
        remarks.add(Words.sentence(SweepWords.choice(result.outcome())) + ".");
        for (Choice choice : Choice.values()) {
            remarks.addAll(edge(choice, result));
        }
        var view = new View(
                winner.candidate(),
                Words.count(winner.epochs(), "epoch", "epochs"),
                Words.percent(winner.score().accuracy()),
                Words.decimals(winner.score().loss()),
                Uncertainty.of(winner.score().standardError()),
                Words.count(result.validationRows(), "row", "rows"),
                Words.percent(interval.low()),
                Words.percent(interval.high()),
                remarks,
                command);
        return Section.of("Best setting", Templates.render("winner", view));
    }

    private static Interval interval(Score score, int rows) {
        return Interval.wilson((int) Math.round(score.accuracy() * rows), rows);
    }

    /**
     * Returns a remark if the best value is at the edge of the values tried, as a better one may lie beyond. There is
     * none if a setting with another value ties, since the data do not tell these values apart.
     */
    private static List<String> edge(Choice choice, Sweep.Result result) {
        List<Double> tried = choice.tried(result.outcome());
        double best = choice.of(result.outcome().winner().candidate());
        boolean clear = result.outcome().ties().stream().allMatch(run -> choice.of(run.candidate()) == best);
        if (tried.size() == 1 || best == 0 || !clear) {
            return List.of();
        }
        String which = best == tried.getFirst() ? "lowest" : best == tried.getLast() ? "highest" : "";
        return which.isEmpty()
                ? List.of()
                : List.of("The best " + choice + " is the " + which + " value tried; "
                        + (which.equals("lowest") ? "lower" : "higher") + " values may be better.");
    }
}
