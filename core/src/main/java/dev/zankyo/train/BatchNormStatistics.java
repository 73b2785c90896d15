package dev.zankyo.train;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import java.util.Iterator;

/**
 * Batch-normalisation statistics recomputed for finished weights, instead of the moving averages that lag behind them.
 *
 * <p>One pass over the training rows, augmented if the recipe says so: a plan of momentum 0 leaves each batch's own means and
 * unbiased variances where the moving statistics are; these are averaged in double, each batch weighted by its rows (Wu and
 * Johnson, "Rethinking 'Batch' in BatchNorm", 2021, section 3).
 */
final class BatchNormStatistics {
    private BatchNormStatistics() {}

    /**
     * The same parameters with recomputed statistics.
     *
     * @param pass over all the source's rows, in a random order, since files tend to be sorted by class and the variance within
     *     a batch of one class is not the variance met in training
     */
    static Weights recompute(
            ComputeBackend backend,
            TrainingSpec spec,
            Graph graph,
            Weights weights,
            BatchSource source,
            Iterator<Batch> pass) {
        float[] statistics = new float[graph.movingStatisticsSize()];
        double[] sums = new double[statistics.length];
        try (var plans = new ResizablePlan(backend, graph.withMomentum(0), spec, source.size());
                var batches = new Prefetcher<>(pass)) {
            plans.load(TrainingState.initial(weights));
            for (int index = 0; index < source.batches(); index++) {
                Batch batch = batches.next();
                TrainingPlan plan = plans.ofSize(batch.size());
                plan.forward(batch.inputs(), batch.targets());
                plan.readMovingStatistics(statistics);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += (double) batch.size() * statistics[i];
                }
            }
        }
        float[] means = new float[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) (sums[i] / source.size());
        }
        return new Weights(weights.parameters(), means);
    }
}
