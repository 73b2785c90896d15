package dev.zankyo.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.InputException;
import dev.zankyo.search.SuccessiveHalving.Outcome;
import dev.zankyo.search.SuccessiveHalving.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuccessiveHalvingTest {

    private static final Comparator<Integer> ANY = (one, other) -> 0;

    /** Returns the score of two rows with the same loss; such scores tie only if they are equal. */
    private static Score score(double loss) {
        return new Score(0, List.of(loss, loss));
    }

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
        Outcome<Integer> outcome = halving.search(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8), ANY, (candidate, epochs) -> {
            trained.add(candidate + "@" + epochs);
            return score(order.indexOf(candidate));
        });
        assertEquals(
                List.of("0@1", "1@1", "2@1", "3@1", "4@1", "5@1", "6@1", "7@1", "8@1", "7@3", "4@3", "2@3"), trained);
        List<Run<Integer>> ranking = outcome.ranking();
        assertEquals(order, ranking.stream().map(Run::candidate).toList());
        assertEquals(List.of(9, 3), outcome.rungs().stream().map(List::size).toList());
        assertEquals(new Run<>(7, 2, 3, score(0)), outcome.winner());
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
                        ANY,
                        (candidate, epochs) -> score(epochs < 4 ? candidate : 10 - candidate))
                .ranking();
        assertEquals(1, ranking.getFirst().candidate());
        assertEquals(3, ranking.getFirst().rung());
        assertEquals(
                List.of(1, 0, 2, 3, 4, 5, 6, 7),
                ranking.stream().map(Run::candidate).toList());
        assertEquals(8 + 4 + 2, halving.runs(8));
        assertEquals(8 + 4 * 2 + 2 * 4, halving.epochs(8));
    }

    @Test
    void search_oneCandidate_isTrainedOnce() {
        var halving = new SuccessiveHalving(3, 2, 18);
        assertEquals(
                List.of(new Run<>("only", 1, 2, Score.DIVERGED)),
                halving.search(List.of("only"), Comparator.naturalOrder(), (candidate, epochs) -> Score.DIVERGED)
                        .ranking());
        assertEquals(1, halving.runs(1));
    }

    @Test
    void search_oneThatIsLeftOnTheWay_isNotTrainedAgain() {
        var halving = new SuccessiveHalving(3, 1, 9);
        Outcome<Integer> outcome = halving.search(List.of(0, 1, 2), ANY, (candidate, epochs) -> score(2 - candidate));
        assertEquals(List.of(new Run<>(2, 1, 1, score(0))), List.of(outcome.winner()));
        assertEquals(3, halving.runs(3));
    }

    /**
     * Checks three runs on three rows. Candidate 30 has the lowest loss; 20 is within one standard error of it, 10 is
     * not.
     */
    @Test
    void search_ofTies_takesTheSimplestAndThenTheLowestLoss() {
        Map<Integer, Score> scores = Map.of(
                10, new Score(0.9, List.of(1.5, 2.0, 3.4)),
                20, new Score(0.1, List.of(1.5, 1.5, 3.1)),
                30, new Score(0.5, List.of(1.0, 2.0, 3.0)));
        Outcome<Integer> outcome = new SuccessiveHalving(2, 1, 1)
                .search(List.of(30, 10, 20), Comparator.naturalOrder(), (candidate, epochs) -> scores.get(candidate));
        assertEquals(
                List.of(20, 30, 10),
                outcome.ranking().stream().map(Run::candidate).toList());
        assertEquals(20, outcome.winner().candidate());
        assertEquals(30, outcome.lowest().candidate());
        assertEquals(
                List.of(20, 30), outcome.ties().stream().map(Run::candidate).toList());
    }

    /**
     * Checks that the simplest of the tied candidates goes on, even if enough others have a lower loss to fill the next
     * round.
     */
    @Test
    void search_aSimpleTieOnALowerRung_goesOnBesideTheLowest() {
        Map<Integer, Double> difference = Map.of(0, 0.03, 1, 0.02, 2, 0.01, 3, 0.0);
        Outcome<Integer> outcome = new SuccessiveHalving(2, 1, 2)
                .search(List.of(3, 2, 1, 0), Comparator.naturalOrder(), (candidate, epochs) -> {
                    double noise = candidate == 3 ? 0 : 1;
                    double loss = 1 + difference.get(candidate);
                    return new Score(0.5, List.of(loss - noise, loss + noise));
                });
        assertEquals(
                List.of(0, 3, 2, 1),
                outcome.rungs().getFirst().stream().map(Run::candidate).toList());
        assertEquals(
                List.of(0, 3),
                outcome.rungs().getLast().stream().map(Run::candidate).toList());
    }

    @Test
    void search_runsThatDiverge_rankLast() {
        Outcome<Integer> outcome = new SuccessiveHalving(3, 1, 1)
                .search(
                        List.of(0, 1, 2),
                        Comparator.naturalOrder(),
                        (candidate, epochs) -> candidate == 1 ? score(9) : Score.DIVERGED);
        assertEquals(1, outcome.winner().candidate());
        assertEquals(1, outcome.ties().size());
    }

    @Test
    void rungs_thatDoNotGoUp_areRefused() {
        assertThrows(InputException.class, () -> new SuccessiveHalving(1, 1, 9));
        assertThrows(InputException.class, () -> new SuccessiveHalving(3, 0, 9));
        assertThrows(InputException.class, () -> new SuccessiveHalving(3, 10, 9));
    }
}
