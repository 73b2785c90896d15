package dev.zankyo;

import dev.zankyo.data.Dataset;
import dev.zankyo.data.RowDigests;
import dev.zankyo.model.DigestFilter;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.sounds.SoundSet;
import java.util.BitSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The part of a test set that a model was trained on. A row counts if its values equal those of a training row, or if
 * its recording's file equals that of a training recording, byte for byte; names and labels do not matter. Immutable.
 */
public final class TrainingOverlap {
    private final Dataset rows;
    private final BitSet trainedOn;
    private final double falsePositiveRate;

    private TrainingOverlap(Dataset rows, BitSet trainedOn, double falsePositiveRate) {
        this.rows = rows;
        this.trainedOn = trainedOn;
        this.falsePositiveRate = falsePositiveRate;
    }

    /**
     * Finds the rows that the model was trained on; reads all rows once.
     *
     * @return the overlap; empty if the model stores no digests of its training data, like models of earlier versions
     */
    public static Optional<TrainingOverlap> of(TrainedModel model, Dataset rows) {
        return of(model, rows, row -> Optional.empty());
    }

    /**
     * Finds the recordings that the model was trained on; reads all rows once.
     *
     * @return the overlap; empty if the model stores no digests of its training data, like models of earlier versions
     */
    public static Optional<TrainingOverlap> of(TrainedModel model, SoundSet recordings) {
        return of(
                model,
                recordings.data(),
                row -> Optional.of(recordings.facts().get(row).content()));
    }

    private static Optional<TrainingOverlap> of(
            TrainedModel model, Dataset rows, IntFunction<Optional<String>> contents) {
        return model.trainingData().map(training -> {
            var trainedOn = new BitSet(rows.size());
            Iterator<String> values = RowDigests.of(rows).iterator();
            for (int row = 0; values.hasNext(); row++) {
                boolean sameValues = training.mayContain(values.next());
                trainedOn.set(
                        row,
                        sameValues
                                || contents.apply(row)
                                        .filter(training::mayContain)
                                        .isPresent());
            }
            return new TrainingOverlap(rows, trainedOn, training.falsePositiveRate());
        });
    }

    /** Returns the number of rows that the model was trained on. */
    public int count() {
        return trainedOn.cardinality();
    }

    /**
     * Returns the probability that a row is counted although the model was not trained on it; {@link DigestFilter}
     * explains why.
     */
    public double falsePositiveRate() {
        return falsePositiveRate;
    }

    /** Returns the rows that the model was not trained on, possibly none; they are not copied. */
    public Dataset others() {
        int[] chosen = IntStream.range(0, rows.size())
                .filter(row -> !trainedOn.get(row))
                .toArray();
        return new Dataset(
                rows.classes(),
                IntStream.of(chosen).map(row -> rows.labels()[row]).toArray(),
                (row, destination, offset) -> rows.copyRow(chosen[row], destination, offset),
                rows.bands(),
                rows.frames());
    }
}
