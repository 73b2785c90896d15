package dev.zankyo.backend.engine;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Checks that the meter finds an allocation and names its place. */
class AllocationMeterTest {
    private Object sink;

    @Test
    void stepThatAllocatesOneObject_isFoundWithItsPlace() {
        var failure = assertThrows(
                AssertionError.class, () -> AllocationMeter.assertSettlesAtNothing(() -> sink = new byte[10_000]));
        assertTrue(failure.getMessage().contains("AllocationMeterTest"), failure.getMessage());
        assertTrue(sink != null);
    }

    @Test
    void objectOnAWorker_isSeen() throws Exception {
        try (var team = new Team(2, () -> {})) {
            var work = new WorkPhase[] {
                new WorkPhase.Builder(2)
                        .add(1, Activity.forAll("*", "Waste", "an object"), () -> sink = new byte[10_000], 0)
                        .build()
            };
            assertThrows(AssertionError.class, () -> AllocationMeter.assertSettlesAtNothing(() -> team.run(work)));
        }
    }
}
