package dev.zankyo.train;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import java.util.Iterator;

/**
 * The recomputation of batch-norm statistics for trained weights. The result replaces the moving averages, which lag
 * behind the weights.
 *
 * <p>One pass over the training rows, augmented if the recipe says so, uses a plan with a batch-norm momentum of 0.
 * After each batch, the plan's moving statistics are the batch's own means and unbiased variances. These are averaged
 * in double precision, each batch weighted by its rows (Wu and Johnson, "Rethinking 'Batch' in BatchNorm", 2021,
 * section 3).
 */
final class BatchNormStatistics {
    private BatchNormStatistics() {}

    /**
     * Returns the same parameters with recomputed statistics.
     *
     * @param pass batches of all the source's rows, in a random order. Files tend to be sorted by class, and a batch of
     *     one class has another variance than the batches of training
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
