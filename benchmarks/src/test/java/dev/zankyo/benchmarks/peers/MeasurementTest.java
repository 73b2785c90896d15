package dev.zankyo.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    @Test
    void of_ratesAndPercentiles() {
        // 1 ms to 200 ms in a shuffled order: 20.1 s for 200 batches of 4.
        long[] latencies = LongStream.range(0, 200)
                .map(i -> (i * 77 % 200 + 1) * 1_000_000)
                .toArray();
        Measurement measurement = Measurement.of("v", 4, latencies, 12.5);
        assertEquals(800 / 20.1, measurement.samplesPerSecond(), 1e-9);
        assertEquals(100, measurement.latencyP50Ms());
        assertEquals(198, measurement.latencyP99Ms());
        assertEquals(12.5, measurement.peakMemoryMib());
    }

    @Test
    void of_oneLatency() {
        Measurement measurement = Measurement.of("v", 1, new long[] {2_000_000}, 1);
        assertEquals(500, measurement.samplesPerSecond(), 1e-9);
        assertEquals(2, measurement.latencyP50Ms());
        assertEquals(2, measurement.latencyP99Ms());
    }

    @Test
    void median_oddEvenAndNone() {
        assertEquals(3, Medians.of(List.of(9.0, 1.0, 3.0)));
        assertEquals(2, Medians.of(List.of(9.0, 1.0, 3.0, 1.0)));
        assertThrows(IllegalArgumentException.class, () -> Medians.of(List.of()));
    }
}
