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
 * Puts training rows together to batches: inputs standardised, then augmented or not, targets smoothed as Keras does,
 * {@code (1 - s) * onehot + s / K}. The rows themselves stay as they are: a batch is all that is ever copied.
 *
 * <p>An order has the numbers of the views: view {@code n} is of row {@code n} modulo the number of rows, and augmented by
 * draws of its own.
 *
 * <p>A batch it hands out stays as it is until the call after the next one. One thread at a time.
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

    /** Raw rows, each with a label. */
    BatchSource(Dataset rows, Standardization standardization, Recipe recipe) {
        this.rows = rows;
        this.size = recipe.shownOf(rows.size());
        this.standardization = standardization;
        this.augmentation = recipe.augmentation();
        this.offTarget = recipe.labelSmoothing() / rows.classes().size();
        this.onTarget = 1 - recipe.labelSmoothing() + offTarget;
        int batchSize = Math.min(recipe.batchSize(), size);
        this.full = new Batch[] {batch(batchSize), batch(batchSize)};
        this.remainder = batch(size % batchSize); // never two in a row, so one is enough
        this.row = new float[rows.rowSize()];
    }

    private Batch batch(int batchSize) {
        int targets = batchSize * rows.classes().size();
        return new Batch(batchSize, new float[batchSize * rows.rowSize()], new float[targets], new float[targets]);
    }

    /** How many rows an epoch shows: every view of every row. */
    int size() {
        return size;
    }

    /** How many batches an epoch is cut into, the last perhaps smaller. */
    int batches() {
        return Math.ceilDiv(size, full[0].size());
    }

    /**
     * The batches of a run, epoch after epoch, each in an order and with augmentations of its own.
     *
     * @param first the epoch to begin with, from 1
     * @param done how many batches of that epoch to leave out, perhaps all
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

    /** The batches of one pass in the order given, the rows not augmented. */
    Iterator<Batch> pass(int[] order) {
        return pass(index -> plain(order, index));
    }

    /** The same, each row augmented by its own draws of the stream. */
    Iterator<Batch> pass(int[] order, CounterRandom random) {
        return pass(index -> augmented(order, index, random));
    }

    private Iterator<Batch> pass(IntFunction<Batch> batches) {
        return IntStream.range(0, batches()).mapToObj(batches).iterator();
    }

    /** Batch {@code index} of the order given, each row augmented by its own draws of the stream. */
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

    /** Batch {@code index} of the order given, the rows standardised and no more. */
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
