package dev.zankyo.train;

import dev.zankyo.augment.Augmentation;
import dev.zankyo.data.Dataset;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;

/**
 * Puts training rows together to batches: inputs augmented or not, targets smoothed as Keras does, {@code (1 - s) * onehot +
 * s / K}. A batch it hands out is refilled by the next call. Not for several threads.
 */
final class BatchSource {
    private final Dataset rows;
    private final Augmentation augmentation;
    private final float offTarget;
    private final float onTarget;
    private final Batch full;
    private final Batch remainder;

    /** Rows as the network is to see them, standardised, each with a label. */
    BatchSource(Dataset rows, Recipe recipe) {
        this.rows = rows;
        this.augmentation = recipe.augmentation();
        this.offTarget = recipe.labelSmoothing() / rows.classes().size();
        this.onTarget = 1 - recipe.labelSmoothing() + offTarget;
        this.full = batch(Math.min(recipe.batchSize(), rows.size()));
        this.remainder = batch(rows.size() % full.size());
    }

    private Batch batch(int size) {
        int targets = size * rows.classes().size();
        return new Batch(size, new float[size * rows.rowSize()], new float[targets], new float[targets]);
    }

    /** How many rows there are. */
    int size() {
        return rows.size();
    }

    /** How many batches an epoch is cut into, the last perhaps smaller. */
    int batches() {
        return Math.ceilDiv(rows.size(), full.size());
    }

    /** Batch {@code index} of the order given, each row augmented by its own draws of the stream. */
    Batch augmented(int[] order, int index, CounterRandom random) {
        Batch batch = withTargets(order, index);
        for (int i = 0; i < batch.size(); i++) {
            int row = order[index * full.size() + i];
            augmentation.apply(rows, row, batch.inputs(), i * rows.rowSize(), random);
        }
        return batch;
    }

    /** Batch {@code index} of the order given, the rows as they are. */
    Batch plain(int[] order, int index) {
        Batch batch = withTargets(order, index);
        int length = rows.rowSize();
        for (int i = 0; i < batch.size(); i++) {
            int row = order[index * full.size() + i];
            System.arraycopy(rows.values(), row * length, batch.inputs(), i * length, length);
        }
        return batch;
    }

    private Batch withTargets(int[] order, int index) {
        int from = index * full.size();
        Batch batch = order.length - from >= full.size() ? full : remainder;
        int classes = rows.classes().size();
        Arrays.fill(batch.targets(), offTarget);
        for (int i = 0; i < batch.size(); i++) {
            batch.targets()[i * classes + rows.labels()[order[from + i]]] = onTarget;
        }
        return batch;
    }
}
