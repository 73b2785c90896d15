package dev.zankyo.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.InputException;
import dev.zankyo.search.SuccessiveHalving.Outcome;
import dev.zankyo.search.SuccessiveHalving.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuccessiveHalvingTest {

    @Test
    void rungs_fromTheLastDown_shrinkByEtaWhileEnoughIsLeft() {
        assertEquals(List.of(3, 9, 27), new SuccessiveHalving(3, 3, 27).rungs());
        assertEquals(List.of(8, 25), new SuccessiveHalving(3, 4, 25).rungs());
        assertEquals(List.of(1, 2, 5, 10), new SuccessiveHalving(2, 1, 10).rungs());
        assertEquals(List.of(3, 10, 30), new SuccessiveHalving(3, 3, 30).rungs());
        assertEquals(List.of(5), new SuccessiveHalving(2, 5, 5).rungs());
    }

    @Test
    void search_nineCandidates_keepsTheBestThirdAndTrainsItLonger() {
        List<String> trained = new ArrayList<>();
        var halving = new SuccessiveHalving(3, 1, 9);
        // Candidate 7 is the best from the start, 4 and 2 follow.
        List<Integer> order = List.of(7, 4, 2, 0, 1, 3, 5, 6, 8);
        Outcome<Integer> outcome = halving.search(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8), (candidate, epochs) -> {
            trained.add(candidate + "@" + epochs);
            return new Score(1 - 0.1 * order.indexOf(candidate), 0);
        });
        assertEquals(
                List.of("0@1", "1@1", "2@1", "3@1", "4@1", "5@1", "6@1", "7@1", "8@1", "7@3", "4@3", "2@3"), trained);
        List<Run<Integer>> ranking = outcome.ranking();
        assertEquals(order, ranking.stream().map(Run::candidate).toList());
        assertEquals(List.of(9, 3), outcome.rungs().stream().map(List::size).toList());
        assertEquals(new Run<>(7, 2, 3, new Score(1, 0)), outcome.winner());
        assertEquals(
                List.of(2, 2, 2, 1, 1, 1, 1, 1, 1),
                ranking.stream().map(Run::rung).toList());
        assertEquals(trained.size(), halving.runs(9));
    }

    @Test
    void search_candidateThatShinesLate_winsOnTheLastRung() {
        var halving = new SuccessiveHalving(2, 1, 4);
        List<Run<Integer>> ranking = halving.search(
                        List.of(0, 1, 2, 3, 4, 5, 6, 7),
                        (candidate, epochs) -> new Score(epochs < 4 ? 0.5 - 0.01 * candidate : 0.01 * candidate, 0))
                .ranking();
        assertEquals(1, ranking.getFirst().candidate());
        assertEquals(3, ranking.getFirst().rung());
        assertEquals(
                List.of(1, 0, 2, 3, 4, 5, 6, 7),
                ranking.stream().map(Run::candidate).toList());
        assertEquals(8 + 4 + 2, halving.runs(8));
    }

    @Test
    void search_oneCandidate_isTrainedOnce() {
        var halving = new SuccessiveHalving(3, 2, 18);
        assertEquals(
                List.of(new Run<>("only", 1, 2, Score.DIVERGED)),
                halving.search(List.of("only"), (candidate, epochs) -> Score.DIVERGED)
                        .ranking());
        assertEquals(1, halving.runs(1));
    }

    @Test
    void search_oneThatIsLeftOnTheWay_isNotTrainedAgain() {
        var halving = new SuccessiveHalving(3, 1, 9);
        Outcome<Integer> outcome =
                halving.search(List.of(0, 1, 2), (candidate, epochs) -> new Score(0.1 * candidate, 0));
        assertEquals(List.of(new Run<>(2, 1, 1, new Score(0.2, 0))), List.of(outcome.winner()));
        assertEquals(3, halving.runs(3));
    }

    @Test
    void score_ofEquallyAccurate_isBetterWithLessLoss() {
        List<Score> scores = new ArrayList<>(
                List.of(Score.DIVERGED, new Score(0.5, 1), new Score(0.9, 2), new Score(0.9, 1), new Score(0, 3)));
        scores.sort(null);
        assertEquals(
                List.of(new Score(0.9, 1), new Score(0.9, 2), new Score(0.5, 1), new Score(0, 3), Score.DIVERGED),
                scores);
    }

    @Test
    void rungs_thatDoNotGoUp_areRefused() {
        assertThrows(InputException.class, () -> new SuccessiveHalving(1, 1, 9));
        assertThrows(InputException.class, () -> new SuccessiveHalving(3, 0, 9));
        assertThrows(InputException.class, () -> new SuccessiveHalving(3, 10, 9));
    }
}
