package dev.zankyo.train;

import dev.zankyo.InputException;
import dev.zankyo.backend.Adam;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.Loss;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Standardization;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.graph.Graph;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.TrainedModel.Provenance;
import dev.zankyo.model.WeightInitializer;
import dev.zankyo.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The training loop. All randomness comes from streams of the seed, by purpose, epoch and row, so that what a run draws does
 * not depend on threads or backends. Stateless; every run compiles and frees its own plans.
 *
 * @param backend computes; must be available
 * @param threads the most threads it may use
 * @param precision what it computes in
 * @param listener is told of every step and epoch
 */
public record Trainer(ComputeBackend backend, int threads, Precision precision, TrainingListener listener) {

    /** In float32. */
    public Trainer(ComputeBackend backend, int threads, TrainingListener listener) {
        this(backend, threads, Precision.FLOAT32, listener);
    }

    /** What the loop leaves: the last weights, with the moving statistics, and the epochs' figures. */
    private record Fit(Weights weights, List<EpochResult> history) {}

    /**
     * Trains a network on the training rows, validating it on the test rows after every epoch.
     *
     * @param config the network; its batch normalisation gets the recipe's momentum
     * @param trainRows raw rows, each with a label
     * @param testRows raw rows likewise, of the same classes; nothing is learnt from them
     * @throws InputException if the rows do not suit the network, or the loss stops being finite
     */
    public TrainingResult train(Recipe recipe, long seed, ResNetConfig config, Dataset trainRows, Dataset testRows) {
        long began = System.nanoTime();
        requireSuitable("training", trainRows, config, testRows.classes());
        requireSuitable("test", testRows, config, trainRows.classes());
        ResNetConfig network = config.withMomentum(recipe.momentum());
        Graph graph = ResNet.graph(network);
        Standardization standardization = recipe.standardize() ? Standardization.of(trainRows) : Standardization.NONE;
        BatchSource source = new BatchSource(trainRows, standardization, recipe);
        try (var predictor = new Predictor(backend, threads, precision, graph, standardization)) {
            Function<Weights, Evaluation> test = weights -> {
                predictor.load(weights);
                return predictor.evaluate(testRows);
            };
            Fit fit = fit(recipe, seed, graph, source, test);
            Weights exact = recalibrated(recipe, seed, graph, source, fit.weights());
            Evaluation exactEvaluation = test.apply(exact);
            Weights kept = recipe.recalibrate() ? exact : fit.weights();
            requireFinite(kept);
            Provenance provenance = provenance(recipe, seed, trainRows);
            return new TrainingResult(
                    new TrainedModel(network, trainRows.classes(), standardization, provenance, kept),
                    recipe,
                    seed,
                    backend.name(),
                    threads,
                    spec(recipe).precision(),
                    source.size(),
                    fit.history(),
                    recipe.recalibrate() ? exactEvaluation : test.apply(kept),
                    exactEvaluation,
                    (System.nanoTime() - began) * 1e-9,
                    PeakMemory.mebibytes());
        }
    }

    /** The loop itself. */
    private Fit fit(
            Recipe recipe, long seed, Graph graph, BatchSource source, Function<Weights, Evaluation> validation) {
        LearningRateSchedule schedule = recipe.schedule(source.batches());
        List<EpochResult> history = new ArrayList<>();
        try (var plans = new ResizablePlan(backend, graph, spec(recipe), source.size());
                var batches = new Prefetcher<>(source.epochs(recipe.epochs(), CounterRandom.of(seed)))) {
            plans.load(TrainingState.initial(WeightInitializer.initialize(graph, seed)));
            if (listener.wantsProfile()) {
                plans.startProfile();
            }
            long step = 0;
            for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
                var meter = new EpochMeter(epoch, recipe.epochs(), source.size());
                for (int index = 0; index < source.batches(); index++) {
                    meter.stepBegins();
                    Batch batch = batches.next();
                    meter.batchIsThere();
                    TrainingPlan plan = plans.ofSize(batch.size());
                    float learningRate = schedule.at(step++);

                    float loss = plan.computeGradients(batch.inputs(), batch.targets());
                    requireFinite(loss, epoch, index + 1);
                    plan.update(learningRate);

                    plan.readOutputs(batch.logits());
                    meter.stepEnds(loss, batch, learningRate);
                    listener.onStep(meter);
                }
                EpochResult result =
                        meter.result(validation.apply(plans.snapshot().weights()));
                history.add(result);
                listener.onEpoch(result);
            }
            if (listener.wantsProfile()) {
                plans.endProfile(listener);
            }
            return new Fit(plans.snapshot().weights(), history);
        }
    }

    private Weights recalibrated(Recipe recipe, long seed, Graph graph, BatchSource source, Weights weights) {
        int[] order = CounterRandom.of(seed).fork("recalibrate").permutation(source.size());
        return BatchNormStatistics.recompute(backend, spec(recipe), graph, weights, source, order);
    }

    private TrainingSpec spec(Recipe recipe) {
        return new TrainingSpec(recipe.batchSize(), threads, precision, Loss.SOFTMAX_CROSS_ENTROPY, Adam.KERAS);
    }

    private Provenance provenance(Recipe recipe, long seed, Dataset rows) {
        String version = Trainer.class.getPackage().getImplementationVersion();
        String input = rows.size() + " rows of " + rows.bands() + " bands x " + rows.frames() + " frames";
        return new Provenance(recipe.name(), seed, backend.name(), version == null ? "unreleased" : version, input);
    }

    private static void requireFinite(float loss, int epoch, int step) {
        if (!Float.isFinite(loss)) {
            throw new InputException("training: the loss must stay finite; got " + loss + " in epoch " + epoch
                    + ", step " + step + " (lower --learning-rate, or look for outliers in the training rows)");
        }
    }

    private static void requireFinite(Weights weights) {
        for (float[] vector : List.of(weights.parameters(), weights.movingStatistics())) {
            for (float value : vector) {
                if (!Float.isFinite(value)) {
                    throw new InputException("training: the weights must stay finite; got " + value
                            + " after the last step (lower --learning-rate)");
                }
            }
        }
    }

    private static void requireSuitable(String which, Dataset rows, ResNetConfig config, List<String> classes) {
        if (rows.size() == 0) {
            throw new InputException(which + " rows: there must be at least one; got none");
        }
        for (int label : rows.labels()) {
            if (label < 0) {
                throw new InputException(which + " rows: each must have a label; got one without");
            }
        }
        if (rows.bands() != config.bands() || rows.frames() != config.frames()) {
            throw new IllegalArgumentException(which + " rows: must fit the network; expected " + config.bands() + " x "
                    + config.frames() + ", got " + rows.bands() + " x " + rows.frames());
        }
        if (rows.classes().size() != config.classes() || !rows.classes().equals(classes)) {
            throw new IllegalArgumentException(which + " rows: must be of the network's " + config.classes()
                    + " classes " + classes + "; got " + rows.classes());
        }
    }
}
