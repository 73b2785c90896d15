package dev.zankyo.data;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A division of training rows into a training part and a held-out part. The rows are not copied, so they may exceed
 * memory.
 *
 * @param trainingRows the rows to train on
 * @param heldOut the held-out rows, such as those that choose an epoch
 */
public record HoldOut(Dataset trainingRows, Dataset heldOut) {

    /**
     * Holds out a share of every class's rows, rounded, at least one and never all; the seed selects them.
     *
     * @param share fraction held out, in (0, 1)
     * @throws InputException if the share is out of range, or no class has two rows
     */
    public static HoldOut stratified(Dataset rows, double share, long seed) {
        requireShare(share);
        boolean[] held = new boolean[rows.size()];
        CounterRandom random = CounterRandom.of(seed).fork("validation");
        for (int c = 0; c < rows.classes().size(); c++) {
            int label = c;
            int[] members = IntStream.range(0, held.length)
                    .filter(row -> rows.labels()[row] == label)
                    .toArray();
            int count = Math.min(members.length - 1, (int) Math.max(1, Math.round(share * members.length)));
            int[] order = random.fork(c).permutation(members.length);
            for (int i = 0; i < count; i++) {
                held[members[order[i]]] = true;
            }
        }
        var parts = new HoldOut(part(rows, held, false), part(rows, held, true));
        if (parts.heldOut.size() == 0) {
            throw InputException.of(
                            Subject.setting("validationShare"), "a class must have rows for training and validation")
                    .expected("at least 2 rows of some class")
                    .got("1 row of each class");
        }
        return parts;
    }

    /** Throws {@link InputException} unless the share is in (0, 1). */
    public static void requireShare(double share) {
        if (!(share > 0 && share < 1)) {
            throw InputException.of(Subject.setting("validationShare"), "must be between 0 and 1")
                    .got(share);
        }
    }

    /** Returns the number of rows in both parts. */
    public int size() {
        return trainingRows.size() + heldOut.size();
    }

    private static Dataset part(Dataset rows, boolean[] held, boolean wanted) {
        int[] chosen = IntStream.range(0, held.length)
                .filter(row -> held[row] == wanted)
                .toArray();
        return new Dataset(
                rows.classes(),
                Arrays.stream(chosen).map(row -> rows.labels()[row]).toArray(),
                (row, destination, offset) -> rows.copyRow(chosen[row], destination, offset),
                rows.bands(),
                rows.frames());
    }
}
