package dev.zankyo.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static final Score LOWEST = new Score(0.5, List.of(1.0, 2.0, 3.0));

    private static Score of(Double... losses) {
        return new Score(0.5, List.of(losses));
    }

    /** Checks differences of 0.5, -0.5 and 0.1: mean 0.1 / 3, deviation sqrt(0.5067 / 2), error of the mean 0.2906. */
    @Test
    void standardError_isThatOfThePairedDifferences() {
        Score other = of(1.5, 1.5, 3.1);
        assertEquals(2, LOWEST.loss());
        assertEquals(6.1 / 3, other.loss(), 1e-12);
        assertEquals(Math.sqrt((0.51 - 0.01 / 3) / 2 / 3), other.standardErrorOfDifference(LOWEST), 1e-12);
        assertEquals(LOWEST.standardErrorOfDifference(other), other.standardErrorOfDifference(LOWEST), 1e-12);
    }

    /** Checks that rows which are equally difficult for both add nothing: the losses differ by a constant. */
    @Test
    void standardError_ofAConstantDifference_isZero() {
        Score other = of(1.25, 2.25, 3.25);
        assertEquals(0, other.standardErrorOfDifference(LOWEST), 1e-12);
        assertFalse(other.tiesWith(LOWEST));
    }

    /** Checks differences of 0.5, 0 and 0.4: mean 0.3, standard error 0.1528. */
    @Test
    void tiesWith_isWithinOneStandardError() {
        assertTrue(of(1.5, 1.5, 3.1).tiesWith(LOWEST));
        assertFalse(of(1.5, 2.0, 3.4).tiesWith(LOWEST));
        assertTrue(LOWEST.tiesWith(LOWEST));
        assertTrue(of(3.0, 1.0, 2.0).tiesWith(LOWEST));
    }

    @Test
    void tiesWith_oneRow_cannotTellTwoRunsApart() {
        assertEquals(Double.POSITIVE_INFINITY, of(9.0).standardErrorOfDifference(of(1.0)));
        assertTrue(of(9.0).tiesWith(of(1.0)));
    }

    @Test
    void diverged_hasAnInfiniteLossAndTiesOnlyWithItsLike() {
        assertEquals(Double.POSITIVE_INFINITY, Score.DIVERGED.loss());
        assertFalse(Score.DIVERGED.tiesWith(LOWEST));
        assertFalse(LOWEST.tiesWith(Score.DIVERGED));
        assertTrue(Score.DIVERGED.tiesWith(Score.DIVERGED));
    }

    @Test
    void standardError_ofOtherRows_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> of(1.0).standardErrorOfDifference(LOWEST));
    }
}
