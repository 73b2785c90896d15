package dev.zankyo.backend.onednn;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.backend.Adam;
import dev.zankyo.random.CounterRandom;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamUpdateTest {
    private static final int STEPS = 5;

    /** Lengths around that of a block, against the formula of {@link Adam} in double, one number at a time. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 1023, 1024, 1025, 2500})
    void steps_followTheFormula(int length) {
        CounterRandom random = CounterRandom.of(42).fork(length);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment w = arena.allocate(JAVA_FLOAT, length);
            MemorySegment g = arena.allocate(JAVA_FLOAT, length);
            MemorySegment m = arena.allocate(JAVA_FLOAT, length);
            MemorySegment v = arena.allocate(JAVA_FLOAT, length);
            double[] expectedW = new double[length];
            double[] expectedM = new double[length];
            double[] expectedV = new double[length];
            for (int i = 0; i < length; i++) {
                w.setAtIndex(JAVA_FLOAT, i, (float) random.gaussian(i));
                expectedW[i] = w.getAtIndex(JAVA_FLOAT, i);
            }
            var update = new AdamUpdate(Adam.KERAS);
            for (int t = 1; t <= STEPS; t++) {
                double alpha = 0.01 * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
                for (int i = 0; i < length; i++) {
                    g.setAtIndex(JAVA_FLOAT, i, (float) random.fork(t).gaussian(i));
                    double gradient = g.getAtIndex(JAVA_FLOAT, i);
                    expectedM[i] += (gradient - expectedM[i]) * 0.1;
                    expectedV[i] += (gradient * gradient - expectedV[i]) * 0.001;
                    expectedW[i] -= alpha * expectedM[i] / (Math.sqrt(expectedV[i]) + 1e-7);
                }
                update.apply(0.01f, t, w, g, m, v);
            }
            for (int i = 0; i < length; i++) {
                assertEquals(expectedW[i], w.getAtIndex(JAVA_FLOAT, i), 2e-6, "w[" + i + "]");
                assertEquals(expectedM[i], m.getAtIndex(JAVA_FLOAT, i), 1e-6, "m[" + i + "]");
                assertEquals(expectedV[i], v.getAtIndex(JAVA_FLOAT, i), 1e-6, "v[" + i + "]");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1025})
    void zeros_stayZero(int length) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment w = arena.allocate(JAVA_FLOAT, length);
            MemorySegment zeros = arena.allocate(JAVA_FLOAT, length);
            new AdamUpdate(Adam.KERAS)
                    .apply(1, 1, w, zeros, arena.allocate(JAVA_FLOAT, length), arena.allocate(JAVA_FLOAT, length));
            assertEquals(-1, w.mismatch(zeros));
        }
    }
}
