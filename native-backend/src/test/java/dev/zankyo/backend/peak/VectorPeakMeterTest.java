package dev.zankyo.backend.peak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.Peak;
import dev.zankyo.backend.PeakMeter;
import dev.zankyo.backend.peak.vector.VectorPeakLoops;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

final class VectorPeakMeterTest {
    private static final PeakLoops LOOPS = new VectorPeakLoops();

    @Test
    void meter_onTheClassPath_isFoundAndAvailable() {
        PeakMeter meter = PeakMeter.find().orElseThrow();
        assertInstanceOf(VectorPeakMeter.class, meter);
        assertInstanceOf(Available.class, meter.availability());
    }

    /** Both peaks depend on the machine and its load: they are only known to be positive. */
    @Test
    void measure_anyMachine_isMoreThanNothing() {
        Peak roof = PeakMeter.find().orElseThrow().measure(2, 0.1);
        assertEquals(2, roof.threads());
        assertTrue(roof.gigaflops() > 0 && Double.isFinite(roof.gigaflops()), roof::toString);
        assertTrue(roof.gigabytes() > 0 && Double.isFinite(roof.gigabytes()), roof::toString);
    }

    @Test
    void multiplyAdd_everyIteration_isComputed() {
        // 11 chains begin at 1 to 11 and one at 0, mean 5.5; each iteration halves the distance to 0.5
        assertEquals(5.5f, LOOPS.multiplyAdd(0, 0.5f, 0.25f));
        assertEquals(0.5f + 5 / 8f, LOOPS.multiplyAdd(3, 0.5f, 0.25f));
        assertEquals(0.5f, LOOPS.multiplyAdd(1000, 0.5f, 0.25f));
    }

    @Test
    void triad_everyElement_isComputed() {
        long floats = 1024;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = arena.allocate(ValueLayout.JAVA_FLOAT, floats);
            MemorySegment y = arena.allocate(ValueLayout.JAVA_FLOAT, floats);
            MemorySegment z = arena.allocate(ValueLayout.JAVA_FLOAT, floats);
            for (long i = 0; i < floats; i++) {
                y.setAtIndex(ValueLayout.JAVA_FLOAT, i, i);
                z.setAtIndex(ValueLayout.JAVA_FLOAT, i, 2 * i);
            }
            LOOPS.triad(x, y, z, floats * Float.BYTES, 0.5f);
            for (long i = 0; i < floats; i++) {
                assertEquals(2 * i, x.getAtIndex(ValueLayout.JAVA_FLOAT, i));
            }
        }
    }
}
