package dev.zankyo.train;

import dev.zankyo.backend.Precision;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.model.TrainedModel;
import java.util.List;

/**
 * The result of a training run.
 *
 * @param model the trained network
 * @param recipe the recipe, overrides included
 * @param seed the only source of randomness
 * @param backend name of the backend
 * @param threads the maximum number of threads
 * @param precision the number format of activations
 * @param trainRows number of training rows
 * @param history one entry per trained epoch; with early stopping possibly fewer than the recipe's
 * @param epoch the epoch whose weights the model has, from 1
 * @param evaluation evaluation of the model on the test set
 * @param exactEvaluation evaluation on the test set with the same parameters and recomputed batch-norm statistics;
 *     equal to {@code evaluation} if the recipe recomputes them
 * @param seconds wall time of the whole run: compilation, steps, validation, recomputed statistics
 * @param peakMemoryMib maximum memory of the process until the end of the run, in MiB; see {@link PeakMemory}
 * @param trace trace of all steps
 */
public record TrainingResult(
        TrainedModel model,
        Recipe recipe,
        long seed,
        String backend,
        int threads,
        Precision precision,
        int trainRows,
        List<EpochResult> history,
        int epoch,
        Evaluation evaluation,
        Evaluation exactEvaluation,
        double seconds,
        double peakMemoryMib,
        Trace trace) {
    public TrainingResult {
        history = List.copyOf(history);
    }

    /** Returns a builder without values. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that begins with the values of this result. */
    public Builder toBuilder() {
        return new Builder()
                .model(model)
                .recipe(recipe)
                .seed(seed)
                .backend(backend)
                .threads(threads)
                .precision(precision)
                .trainRows(trainRows)
                .history(history)
                .epoch(epoch)
                .evaluation(evaluation)
                .exactEvaluation(exactEvaluation)
                .seconds(seconds)
                .peakMemoryMib(peakMemoryMib)
                .trace(trace);
    }

    /** Returns this result with another model, for example with more metadata. */
    public TrainingResult withModel(TrainedModel other) {
        return toBuilder().model(other).build();
    }

    /** Returns the fraction of the training steps' time spent waiting for batches; 0 if data are always ready. */
    public double dataShare() {
        return history.stream().mapToDouble(EpochResult::dataSeconds).sum()
                / history.stream().mapToDouble(EpochResult::seconds).sum();
    }

    /**
     * Returns the rows per second, augmented copies included, within the training steps; waiting for batches counts,
     * validation does not. It is the median over the epochs, which is robust against warm-up and load peaks.
     */
    public double samplesPerSecond() {
        double[] rates = history.stream()
                .mapToDouble(epoch -> (double) trainRows * recipe.copiesPerEpoch() / epoch.seconds())
                .sorted()
                .toArray();
        int middle = rates.length / 2;
        return rates.length % 2 == 1 ? rates[middle] : (rates[middle - 1] + rates[middle]) / 2;
    }

    /** A builder that sets the values of a result by name. All must be set. For one thread. */
    public static final class Builder {
        private TrainedModel model;
        private Recipe recipe;
        private long seed;
        private String backend;
        private int threads;
        private Precision precision;
        private int trainRows;
        private List<EpochResult> history;
        private int epoch;
        private Evaluation evaluation;
        private Evaluation exactEvaluation;
        private double seconds;
        private double peakMemoryMib;
        private Trace trace;

        private Builder() {}

        public Builder model(TrainedModel value) {
            model = value;
            return this;
        }

        public Builder recipe(Recipe value) {
            recipe = value;
            return this;
        }

        public Builder seed(long value) {
            seed = value;
            return this;
        }

        public Builder backend(String value) {
            backend = value;
            return this;
        }

        public Builder threads(int value) {
            threads = value;
            return this;
        }

        public Builder precision(Precision value) {
            precision = value;
            return this;
        }

        public Builder trainRows(int value) {
            trainRows = value;
            return this;
        }

        public Builder history(List<EpochResult> value) {
            history = value;
            return this;
        }

        public Builder epoch(int value) {
            epoch = value;
            return this;
        }

        public Builder evaluation(Evaluation value) {
            evaluation = value;
            return this;
        }

        public Builder exactEvaluation(Evaluation value) {
            exactEvaluation = value;
            return this;
        }

        public Builder seconds(double value) {
            seconds = value;
            return this;
        }

        public Builder peakMemoryMib(double value) {
            peakMemoryMib = value;
            return this;
        }

        public Builder trace(Trace value) {
            trace = value;
            return this;
        }

        /** Returns the result. */
        public TrainingResult build() {
            return new TrainingResult(
                    model,
                    recipe,
                    seed,
                    backend,
                    threads,
                    precision,
                    trainRows,
                    history,
                    epoch,
                    evaluation,
                    exactEvaluation,
                    seconds,
                    peakMemoryMib,
                    trace);
        }
    }
}
