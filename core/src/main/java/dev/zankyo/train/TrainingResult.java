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

    /** The same run, its model described further. */
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
}
