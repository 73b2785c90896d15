package dev.zankyo.train;

import dev.zankyo.InputException;
import dev.zankyo.backend.Weights;
import dev.zankyo.data.Dataset;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures the network after every epoch.
 *
 * @param heldOut training rows that are not learnt from, by which an epoch is chosen; empty if the test rows do that too
 */
record Validation(Predictor predictor, Dataset testRows, Optional<Dataset> heldOut) {

    /** Training rows in two parts: to learn from, and to validate on. */
    record Parts(Dataset learnt, Optional<Dataset> heldOut) {

        /**
         * Holds out a share of every class's rows, drawn by the seed: at least one, and never the last.
         *
         * @throws InputException if no class has two rows
         */
        static Parts of(Dataset rows, double share, long seed) {
            if (share == 0) {
                return new Parts(rows, Optional.empty());
            }
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
            int[] out = IntStream.range(0, held.length).filter(row -> held[row]).toArray();
            if (out.length == 0) {
                throw new InputException("--validation-share: some class must have rows for both parts;"
                        + " expected at least 2 of one, got none with more than 1");
            }
            int[] learnt =
                    IntStream.range(0, held.length).filter(row -> !held[row]).toArray();
            return new Parts(view(rows, learnt), Optional.of(view(rows, out)));
        }

        /** The rows where they are: they may be more than fit into memory. */
        private static Dataset view(Dataset rows, int[] chosen) {
            int[] labels = Arrays.stream(chosen).map(row -> rows.labels()[row]).toArray();
            return new Dataset(
                    rows.classes(),
                    labels,
                    (row, destination, offset) -> rows.copyRow(chosen[row], destination, offset),
                    rows.bands(),
                    rows.frames());
        }
    }

    Evaluation test(Weights weights) {
        return of(weights, testRows);
    }

    /** The loss to choose by, of weights that have been tested. */
    double loss(Weights weights, Evaluation tested) {
        return heldOut.map(rows -> of(weights, rows).loss()).orElse(tested.loss());
    }

    private Evaluation of(Weights weights, Dataset rows) {
        predictor.load(weights);
        return predictor.evaluate(rows);
    }
}
