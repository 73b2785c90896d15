package dev.zankyo.search;

import dev.zankyo.InputException;
import dev.zankyo.data.Dataset;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows in two parts, in memory.
 *
 * @param training what is left to learn from
 * @param validation what is measured on
 */
record HoldOut(Dataset training, Dataset validation) {

    /**
     * Holds out a share of every class, rounded to whole rows and at least one, drawn by the stream.
     *
     * @param share in (0, 1)
     * @throws InputException if the share is none, or a class has a single row
     */
    static HoldOut stratified(Dataset rows, double share, CounterRandom random) {
        if (!(share > 0 && share < 1)) {
            throw new InputException("sweep: the validation share must be between 0 and 1; got " + share);
        }
        boolean[] heldOut = new boolean[rows.size()];
        for (int label = 0; label < rows.classes().size(); label++) {
            int wanted = label;
            int[] members = IntStream.range(0, rows.size())
                    .filter(row -> rows.labels()[row] == wanted)
                    .toArray();
            if (members.length == 1) {
                throw new InputException("sweep: a class needs two rows, to learn from and to measure on; got one of "
                        + rows.classes().get(label));
            }
            int count = Math.clamp(Math.round(share * members.length), 1, Math.max(1, members.length - 1));
            int[] order = random.fork(label).permutation(members.length);
            Arrays.stream(order).limit(count).forEach(i -> heldOut[members[i]] = true);
        }
        return new HoldOut(part(rows, heldOut, false), part(rows, heldOut, true));
    }

    private static Dataset part(Dataset rows, boolean[] heldOut, boolean wanted) {
        return rows.select(IntStream.range(0, rows.size())
                .filter(row -> heldOut[row] == wanted)
                .toArray());
    }
}
