package dev.zankyo.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpTest {

    /** Checks numbers from TensorFlow's documentation of {@code same} padding. */
    @ParameterizedTest(name = "in {0} kernel {1} stride {2}")
    @CsvSource({
        // in, kernel, stride, out, before, after
        "20, 3, 1, 20, 1, 1",
        "4, 3, 2, 2, 0, 1",
        "5, 3, 2, 3, 1, 1",
        "6, 2, 1, 6, 0, 1",
        "7, 4, 1, 7, 1, 2",
        "20, 1, 2, 10, 0, 0",
        "25, 1, 2, 13, 0, 0",
        "1, 5, 1, 1, 2, 2",
        "1, 1, 3, 1, 0, 0",
        "13, 5, 3, 5, 2, 2",
        "12, 5, 3, 4, 1, 1",
        "11, 5, 3, 4, 1, 2"
    })
    void samePadding_isTensorFlows(int in, int kernel, int stride, int out, int before, int after) {
        var conv = new Op.Conv2d(1, kernel, kernel, stride);
        assertEquals(out, conv.outputLength(in));
        assertEquals(before, conv.paddingBefore(in, kernel));
        assertEquals(after, conv.paddingAfter(in, kernel));
    }

    @Test
    void sizesThatMakeNoSense_areRefused() {
        assertRefused(() -> new Op.Conv2d(0, 1, 1, 1));
        assertRefused(() -> new Op.Conv2d(1, 0, 1, 1));
        assertRefused(() -> new Op.Conv2d(1, 1, -1, 1));
        assertRefused(() -> new Op.Conv2d(1, 1, 1, 0));
        assertRefused(() -> new Op.Dense(0));
        assertRefused(() -> new Op.BatchNorm(1, 1e-3f));
        assertRefused(() -> new Op.BatchNorm(Float.NaN, 1e-3f));
        assertRefused(() -> new Op.BatchNorm(0.9f, 0));
    }

    private static void assertRefused(Runnable make) {
        assertThrows(IllegalArgumentException.class, make::run);
    }
}
