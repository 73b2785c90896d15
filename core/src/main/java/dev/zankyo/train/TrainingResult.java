package dev.zankyo.train;

import dev.zankyo.backend.Precision;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.model.TrainedModel;
import java.util.List;

/**
 * What a training run came to.
 *
 * @param model the trained network
 * @param recipe what it was trained by, overrides included
 * @param seed the only source of randomness
 * @param backend the name of the backend that computed
 * @param threads the most threads it used
 * @param precision the number format of its activations
 * @param trainRows how many were learnt from
 * @param history one entry an epoch that was trained: with early stopping perhaps fewer than the recipe's
 * @param epoch whose weights the model has, from 1
 * @param evaluation of the test rows by the model as it is
 * @param exactEvaluation of the test rows by the same parameters with recomputed batch-normalisation statistics; under a
 *     recipe that recalibrates the two are one
 * @param seconds wall time of the whole run: compilation, steps, validation, recalibration
 * @param peakMemoryMib the most memory the process had held when the run ended: on Linux the peak resident set, native
 *     memory included, elsewhere the peak of the heap
 * @param trace of every step
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

    /** The same run, its model described further. */
    public TrainingResult withModel(TrainedModel other) {
        return toBuilder().model(other).build();
    }

    /** The share of the training steps' time in which they waited for their batches: 0 where data are always ready. */
    public double dataShare() {
        return history.stream().mapToDouble(EpochResult::dataSeconds).sum()
                / history.stream().mapToDouble(EpochResult::seconds).sum();
    }

    /**
     * Training rows a second, in all their views, within the training steps, waiting for batches included, validation not:
     * the median over the epochs, so that neither the first one's warm-up nor a busy moment of the machine tells.
     */
    public double samplesPerSecond() {
        double[] rates = history.stream()
                .mapToDouble(epoch -> (double) trainRows * recipe.views() / epoch.seconds())
                .sorted()
                .toArray();
        int middle = rates.length / 2;
        return rates.length % 2 == 1 ? rates[middle] : (rates[middle - 1] + rates[middle]) / 2;
    }

    /** The values of a result by name; all are to be set. For one thread. */
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

        /** Returns them as a {@link TrainingResult}. */
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
