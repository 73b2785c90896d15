package dev.zankyo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WidthTest {
    private static final ResNetConfig ORIGINAL = ResNetConfig.original(8);

    @Test
    void withWidth_ofAFactor_multipliesEveryFilterAndNothingElse() {
        ResNetConfig half = ORIGINAL.withWidth(0.5);
        assertEquals(new ResNetConfig(20, 50, 8, 8, List.of(32, 64, 128), 6, 0.99f, 1e-3f), half);
        assertEquals(ORIGINAL, half.withWidth(2));
        assertEquals(ORIGINAL, ORIGINAL.withWidth(1));
    }

    @Test
    void withWidth_thatMakesNoMultipleOfFour_isRoundedToOne() {
        ResNetConfig odd = ORIGINAL.withWidth(0.3);
        assertEquals(4, odd.stemFilters());
        assertEquals(List.of(20, 40, 76), odd.stageFilters());
        assertEquals(List.of(4, 4, 4), ORIGINAL.withWidth(1e-9).stageFilters());
    }

    @Test
    void withWidth_ofNoUse_isRefused() {
        for (double factor : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 257}) {
            assertThrows(InputException.class, () -> ORIGINAL.withWidth(factor));
        }
    }
}
