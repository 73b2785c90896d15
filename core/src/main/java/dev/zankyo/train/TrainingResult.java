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

    /** Returns this result with another model, for example with more metadata. */
    public TrainingResult withModel(TrainedModel other) {
        return new TrainingResult(
                other,
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
                .mapToDouble(epoch -> (double) trainRows * recipe.views() / epoch.seconds())
                .sorted()
                .toArray();
        int middle = rates.length / 2;
        return rates.length % 2 == 1 ? rates[middle] : (rates[middle - 1] + rates[middle]) / 2;
    }
}
