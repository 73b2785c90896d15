package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

final class SpreadChoiceTest {
    private static final long SINGLE = 700;

    private final SpreadChoice choice = new SpreadChoice();

    /** Returns how many of the runs were spread. */
    private int spreadOf(int runs, IntToLongFunction spreadNanos) {
        int spread = 0;
        for (int run = 0; run < runs; run++) {
            boolean spreads = choice.spreads();
            choice.ran(spreads, spreads ? spreadNanos.applyAsLong(run) : SINGLE);
            spread += spreads ? 1 : 0;
        }
        return spread;
    }

    @Test
    void onAnIdleMachine_allRunsButTheFirstAreSpread() {
        assertEquals(1000 - SpreadChoice.FEWEST_SINGLE, spreadOf(1000, run -> 440));
    }

    @Test
    void onABusyMachine_hardlyAnyRunIsSpread() {
        assertTrue(spreadOf(10_000, run -> 20_000) <= 12);
    }

    @Test
    void onAMachineThatIsBusyOnlyAtFirst_runsAreSpreadAgain() {
        spreadOf(2000, run -> 20_000);
        spreadOf(SpreadChoice.MOST_SINGLE, run -> 440);
        assertEquals(1000, spreadOf(1000, run -> 440));
    }

    @Test
    void afterManyGoodRuns_oneSlowRunCostsFewSingleOnes() {
        spreadOf(2000, run -> 20_000);
        spreadOf(SpreadChoice.MOST_SINGLE + SpreadChoice.GOOD_RUNS, run -> 440);
        choice.ran(true, 20_000);
        assertEquals(100 - SpreadChoice.FEWEST_SINGLE, spreadOf(100, run -> 440));
    }

    @Test
    void aSingleRunThatWasInterrupted_doesNotMakeSlowRunsLookGood() {
        spreadOf(SpreadChoice.FEWEST_SINGLE, run -> 440);
        choice.ran(false, 1_000_000);
        choice.ran(true, 1100);
        assertTrue(!choice.spreads(), "1100 is more than 1.3 times the mean, 700 and an eighth");
    }
}
