package dev.zankyo.train;

import dev.zankyo.augment.Augmentation;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Standardization;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A source of training batches. Inputs are standardized, then optionally augmented; targets are smoothed as in Keras:
 * {@code (1 - s) * onehot + s / K}. The rows themselves do not change; only a batch at a time is copied.
 *
 * <p>An order is a permutation of row numbers in which every augmented copy has its own number. Number {@code n} is a
 * copy of row {@code n} modulo the number of rows. Its augmentation depends on {@code n}.
 *
 * <p>A returned batch stays valid during the next call; the call after that reuses its memory. Not safe for
 * several threads.
 */
final class BatchSource {
    private final Dataset rows;
    private final int size;
    private final Standardization standardization;
    private final Augmentation augmentation;
    private final float offTarget;
    private final float onTarget;
    private final Batch[] full;
    private final Batch remainder;
    private final float[] row;
    private int turn;

    /** Creates a source of raw rows, each with a label. */
    BatchSource(Dataset rows, Standardization standardization, Recipe recipe) {
        this.rows = rows;
        this.size = recipe.rowsPerEpoch(rows.size());
        this.standardization = standardization;
        this.augmentation = recipe.augmentation();
        this.offTarget = recipe.labelSmoothing() / rows.classes().size();
        this.onTarget = 1 - recipe.labelSmoothing() + offTarget;
        int batchSize = Math.min(recipe.batchSize(), size);
        this.full = new Batch[] {batch(batchSize), batch(batchSize)};
        this.remainder = batch(size % batchSize); // two remainders never follow each other, so one is enough
        this.row = new float[rows.rowSize()];
    }

    private Batch batch(int batchSize) {
        int targets = batchSize * rows.classes().size();
        return new Batch(batchSize, new float[batchSize * rows.rowSize()], new float[targets], new float[targets]);
    }

    /** Returns the number of rows per epoch: all augmented copies of all rows. */
    int size() {
        return size;
    }

    /** Returns the number of batches per epoch; the last one may be smaller. */
    int batches() {
        return Math.ceilDiv(size, full[0].size());
    }

    /**
     * Returns the batches of a run, epoch after epoch; each epoch has its own order and augmentations.
     *
     * @param first the first epoch, counted from 1
     * @param done number of batches of the first epoch to skip, possibly all
     */
    Iterator<Batch> epochs(int epochs, CounterRandom random, int first, int done) {
        return new Iterator<>() {
            private int epoch;
            private int index;
            private int[] order;
            private CounterRandom augment;

            {
                begin(first, done);
            }

            private void begin(int number, int from) {
                epoch = number;
                index = from;
                order = random.fork("shuffle").fork(epoch).permutation(size());
                augment = random.fork("augment").fork(epoch);
            }

            @Override
            public boolean hasNext() {
                return index < batches() || epoch < epochs;
            }

            @Override
            public Batch next() {
                if (index == batches()) {
                    begin(epoch + 1, 0);
                }
                return augmented(order, index++, augment);
            }
        };
    }

    /** Returns the batches of one pass in the given order, without augmentation. */
    Iterator<Batch> pass(int[] order) {
        return pass(index -> plain(order, index));
    }

    /** Returns the batches of one pass in the given order, each row augmented with its own draws from the stream. */
    Iterator<Batch> pass(int[] order, CounterRandom random) {
        return pass(index -> augmented(order, index, random));
    }

    private Iterator<Batch> pass(IntFunction<Batch> batches) {
        return IntStream.range(0, batches()).mapToObj(batches).iterator();
    }

    /** Returns batch {@code index} of the order, each row augmented with its own draws from the stream. */
    Batch augmented(int[] order, int index, CounterRandom random) {
        Batch batch = withTargets(order, index);
        int length = rows.rowSize();
        for (int i = 0; i < batch.size(); i++) {
            int number = order[index * full[0].size() + i];
            rows.copyRow(number % rows.size(), row, 0);
            standardization.apply(row, 0, length);
            augmentation.apply(row, rows.bands(), rows.frames(), number, random, batch.inputs(), i * length);
        }
        return batch;
    }

    /** Returns batch {@code index} of the order, standardized but not augmented. */
    Batch plain(int[] order, int index) {
        Batch batch = withTargets(order, index);
        for (int i = 0; i < batch.size(); i++) {
            int number = order[index * full[0].size() + i];
            rows.copyRow(number % rows.size(), batch.inputs(), i * rows.rowSize());
        }
        standardization.apply(batch.inputs(), 0, batch.inputs().length);
        return batch;
    }

    private Batch withTargets(int[] order, int index) {
        turn = 1 - turn;
        int from = index * full[0].size();
        Batch batch = order.length - from >= full[0].size() ? full[turn] : remainder;
        int classes = rows.classes().size();
        Arrays.fill(batch.targets(), offTarget);
        for (int i = 0; i < batch.size(); i++) {
            batch.targets()[i * classes + rows.labels()[order[from + i] % rows.size()]] = onTarget;
        }
        return batch;
    }
}
