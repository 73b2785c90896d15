package dev.zankyo.backend.lowering;

import java.util.ArrayList;
import java.util.List;

/**
 * A chunk of images of the batch on its way through a phase.
 *
 * <p>The batch is divided into shares, contiguous and of nearly equal size, and each worker takes contiguous shares.
 * Sums over images are made within each share first, and then over the shares in their order. So their bits depend on
 * the number of shares, not on the number of workers.
 *
 * @param worker the worker that computes the slice, from 0
 * @param share the share that the slice belongs to, from 0
 * @param first the index of the first image in the batch
 * @param count the number of images
 * @param firstOfShare whether this is the first slice of its share, so that sums start at zero
 */
public record Slice(int worker, int share, int first, int count, boolean firstOfShare) {

    /**
     * Returns the slices of one worker. Each has at most {@code chunk} images; a share is cut into slices of nearly
     * equal size.
     */
    public static List<Slice> of(int batchSize, int shares, int workers, int worker, int chunk) {
        List<Slice> slices = new ArrayList<>();
        for (int share = part(shares, workers, worker); share < part(shares, workers, worker + 1); share++) {
            int from = part(batchSize, shares, share);
            int images = imagesOf(batchSize, shares, share);
            int chunks = (images + chunk - 1) / chunk;
            for (int i = 0; i < chunks; i++) {
                int begin = part(images, chunks, i);
                int end = part(images, chunks, i + 1);
                slices.add(new Slice(worker, share, from + begin, end - begin, i == 0));
            }
        }
        return slices;
    }

    /** Returns the number of images of a share. */
    public static int imagesOf(int batchSize, int shares, int share) {
        return part(batchSize, shares, share + 1) - part(batchSize, shares, share);
    }

    /** Returns the index at which part {@code i} of {@code parts} nearly equal parts starts. */
    private static int part(int whole, int parts, int i) {
        return (int) ((long) whole * i / parts);
    }
}
