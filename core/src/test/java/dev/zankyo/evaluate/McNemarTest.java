package dev.zankyo.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class McNemarTest {

    /** The values are sums of binomial coefficients: 2 (1 + 9 + 36) / 2^9, 2 / 2^6, 2 (1 + 10) / 2^10. */
    @Test
    void probabilityByChance_isTheExactTwoSidedOne() {
        assertEquals(92 / 512.0, new McNemar(2, 7).probabilityByChance(), 1e-12);
        assertEquals(92 / 512.0, new McNemar(7, 2).probabilityByChance(), 1e-12);
        assertEquals(2 / 64.0, new McNemar(0, 6).probabilityByChance(), 1e-12);
        assertEquals(22 / 1024.0, new McNemar(9, 1).probabilityByChance(), 1e-12);
    }

    @Test
    void probabilityByChance_withoutADifference_isOne() {
        assertEquals(1, new McNemar(0, 0).probabilityByChance());
        assertEquals(1, new McNemar(3, 3).probabilityByChance());
        assertThrows(IllegalArgumentException.class, () -> new McNemar(-1, 3));
    }
}
