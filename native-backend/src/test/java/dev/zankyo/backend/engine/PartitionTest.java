package dev.zankyo.backend.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.backend.lowering.Phase;
import dev.zankyo.backend.lowering.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionTest {
    private static Phase phase(int chunk) {
        return new Phase(List.of(), chunk);
    }

    @Test
    void slices_areOfThePhasesChunk() {
        var partition = new Partition(7, 2, 2);
        assertEquals(List.of(new Slice(0, 0, 0, 1, true), new Slice(0, 0, 1, 2, false)), partition.slices(phase(2), 0));
        assertEquals(List.of(new Slice(1, 1, 3, 2, true), new Slice(1, 1, 5, 2, false)), partition.slices(phase(2), 1));
    }

    @Test
    void largestChunk_isWhatRoomsMustHold() {
        var partition = new Partition(7, 2, 2);
        assertEquals(1, partition.largestChunk(phase(1)));
        assertEquals(2, partition.largestChunk(phase(2)));
        assertEquals(
                3,
                partition.largestChunk(
                        phase(3))); // the first share is one chunk; the second share's four images go in two
        assertEquals(4, partition.largestChunk(phase(100)));
    }

    @Test
    void shares_holdTheBatch() {
        var partition = new Partition(7, 2, 1);
        assertEquals(3, partition.imagesOf(0));
        assertEquals(4, partition.imagesOf(1));
    }
}
