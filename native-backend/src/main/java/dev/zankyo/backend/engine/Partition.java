package dev.zankyo.backend.engine;

import dev.zankyo.backend.lowering.Phase;
import dev.zankyo.backend.lowering.Slice;
import java.util.List;

/**
 * The division of a batch among shares and threads; see {@link Slice}.
 *
 * @param batchSize the number of images
 * @param shares the number of shares, each with sums of its own
 * @param workers the number of threads
 */
public record Partition(int batchSize, int shares, int workers) {

    /** Returns the slices of a phase that a worker computes, in order. */
    public List<Slice> slices(Phase phase, int worker) {
        return Slice.of(batchSize, shares, workers, worker, phase.chunk());
    }

    /** Returns the number of images of a share. */
    int imagesOf(int share) {
        return Slice.imagesOf(batchSize, shares, share);
    }

    /** Returns the largest number of images in a slice of a phase. */
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
