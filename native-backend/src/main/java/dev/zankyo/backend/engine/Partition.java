package dev.zankyo.backend.engine;

import dev.zankyo.backend.lowering.Phase;
import dev.zankyo.backend.lowering.Slice;
import java.util.List;

/**
 * How a batch is divided; see {@link Slice}.
 *
 * @param batchSize images of the batch
 * @param shares what has sums of its own
 * @param workers threads
 */
public record Partition(int batchSize, int shares, int workers) {

    /** A worker's slices of a phase, in the order in which it does them. */
    public List<Slice> slices(Phase phase, int worker) {
        return Slice.of(batchSize, shares, workers, worker, phase.chunk());
    }

    /** How many images a share has. */
    int imagesOf(int share) {
        return Slice.imagesOf(batchSize, shares, share);
    }

    /** The most images that go through a phase together. */
    public int largestChunk(Phase phase) {
        int largest = 1;
        for (int worker = 0; worker < workers; worker++) {
            for (Slice slice : slices(phase, worker)) {
                largest = Math.max(largest, slice.count());
            }
        }
        return largest;
    }
}
