package dev.zankyo.backend.lowering;

import java.util.ArrayList;
import java.util.List;

/**
 * Some images of the batch on their way through a phase.
 *
 * <p>The batch is divided into shares, contiguous and as equal as can be, and each worker takes contiguous shares. What is
 * summed over images is summed within a share first and over the shares in their order at last: sums depend on the number of
 * shares, not on that of workers.
 *
 * @param worker who does it, from 0
 * @param share the share it is part of, from 0
 * @param first the first image
 * @param count how many images
 * @param opens whether it is the share's first, so that sums begin at zero
 */
public record Slice(int worker, int share, int first, int count, boolean opens) {

    /** The slices of one worker for chunks of at most {@code chunk} images, or few more to have them equal. */
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

    /** How many images a share has. */
    public static int imagesOf(int batchSize, int shares, int share) {
        return part(batchSize, shares, share + 1) - part(batchSize, shares, share);
    }

    /** Where part {@code i} of {@code parts} equal ones begins. */
    private static int part(int whole, int parts, int i) {
        return (int) ((long) whole * i / parts);
    }
}
