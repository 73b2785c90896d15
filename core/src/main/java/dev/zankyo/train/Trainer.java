package dev.zankyo.train;

import dev.zankyo.Build;
import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.backend.Adam;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.Loss;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.Weights;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.HoldOut;
import dev.zankyo.data.Standardization;
import dev.zankyo.evaluate.Calibrator;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.graph.Graph;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.TrainedModel.Provenance;
import dev.zankyo.random.CounterRandom;
import dev.zankyo.train.TrainingLoop.Fit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A trainer of networks. Every random number is a function of seed, purpose, epoch and row, so it does not depend on
 * threads or backends. Stateless; every run compiles and frees its own plans.
 *
 * @param backend an available backend
 * @param threads the maximum number of threads
 * @param precision the number format of activations
 * @param listener receives every step and epoch
 */
public record Trainer(ComputeBackend backend, int threads, Precision precision, TrainingListener listener) {

    /** Creates a float32 trainer. */
    public Trainer(ComputeBackend backend, int threads, TrainingListener listener) {
        this(backend, threads, Precision.FLOAT32, listener);
    }

    /**
     * Trains a network on the training rows and evaluates it on the test set after every epoch.
     *
     * @param config the network; its batch normalization gets the recipe's momentum
     * @param trainRows raw rows, each with a label
     * @param testRows raw rows of the same classes, each with a label; they do not affect the weights of an epoch, but
     *     may decide which epoch is chosen ({@link EarlyStopping})
     * @throws InputException if a set is empty, a row has no label, or the loss or the weights are no longer finite
     *     ({@link DivergedException})
     * @throws IllegalArgumentException if the shape or the classes of the rows do not fit the network
     */
    public TrainingResult train(Recipe recipe, long seed, ResNetConfig config, Dataset trainRows, Dataset testRows) {
        return train(recipe, seed, config, trainRows, Optional.empty(), testRows, Optional.empty(), Checkpointing.NONE);
    }

    /**
     * Trains like {@link #train(Recipe, long, ResNetConfig, Dataset, Optional, Dataset, Optional, Checkpointing)}, from
     * weights initialized by the seed.
     */
    public TrainingResult train(
            Recipe recipe,
            long seed,
            ResNetConfig config,
            Dataset trainRows,
            Optional<Dataset> validationRows,
            Dataset testRows,
            Checkpointing checkpointing) {
        return train(recipe, seed, config, trainRows, validationRows, testRows, Optional.empty(), checkpointing);
    }

    /**
     * Trains like {@link #train(Recipe, long, ResNetConfig, Dataset, Dataset)}, with checkpoints: a run can be
     * continued and stopped.
     *
     * @param validationRows raw rows of the same classes that choose the epoch to keep. If empty, the recipe's share of
     *     the training rows is held out for this; if that share is 0, the test set is used
     * @param start weights and standardization to start from; if empty, weights initialized by the seed and the
     *     recipe's standardization
     * @throws Checkpointing.StoppedException if the run was asked to stop; its state has been saved
     */
    public TrainingResult train(
            Recipe recipe,
            long seed,
            ResNetConfig config,
            Dataset trainRows,
            Optional<Dataset> validationRows,
            Dataset testRows,
            Optional<Start> start,
            Checkpointing checkpointing) {
        long began = System.nanoTime();
        requireSuitable("training", trainRows, config, testRows.classes());
        requireSuitable("test", testRows, config, trainRows.classes());
        ResNetConfig network = config.withMomentum(recipe.momentum());
        Graph graph = ResNet.graph(network);
        double share = recipe.stopping().validationShare();
        Optional<HoldOut> parts = validationRows
                .map(rows -> new HoldOut(trainRows, rows))
                .or(() -> share == 0 ? Optional.empty() : Optional.of(HoldOut.stratified(trainRows, share, seed)));
        Dataset trainingRows = parts.map(HoldOut::trainingRows).orElse(trainRows);
        Standardization standardization = start.map(Start::standardization)
                .orElseGet(() -> recipe.standardize() ? Standardization.of(trainingRows) : Standardization.NONE);
        BatchSource source = new BatchSource(trainingRows, standardization, recipe);
        try (var predictor = new Predictor(backend, threads, precision, graph, standardization)) {
            var validation = new Validation(predictor, testRows, parts.map(HoldOut::heldOut));
            Fit fit = new TrainingLoop(backend, spec(recipe), listener, checkpointing)
                    .run(recipe, seed, graph, source, validation, start);
            Weights exact = withRecomputedStatistics(recipe, seed, graph, source, fit.weights());
            Evaluation exactEvaluation = validation.test(exact);
            Weights kept = recipe.recomputeStatistics() ? exact : fit.weights();
            requireFinite(kept, checkpointing);
            Provenance provenance = provenance(recipe, seed, trainingRows);
            var model = new TrainedModel(network, trainRows.classes(), standardization, provenance, kept);
            return TrainingResult.builder()
                    .model(model.withCalibration(Calibrator.calibrate(
                            model, backend, threads, precision, trainingRows, parts.map(HoldOut::heldOut), testRows)))
                    .recipe(recipe)
                    .seed(seed)
                    .backend(backend.name())
                    .threads(threads)
                    .precision(spec(recipe).precision())
                    .trainRows(trainingRows.size())
                    .history(fit.history())
                    .epoch(fit.epoch())
                    .evaluation(recipe.recomputeStatistics() ? exactEvaluation : validation.test(kept))
                    .exactEvaluation(exactEvaluation)
                    .seconds(fit.secondsBefore() + (System.nanoTime() - began) * 1e-9)
                    .peakMemoryMib(PeakMemory.mebibytes())
                    .trace(fit.trace())
                    .build();
        }
    }

    private Weights withRecomputedStatistics(
            Recipe recipe, long seed, Graph graph, BatchSource source, Weights weights) {
        CounterRandom random = CounterRandom.of(seed).fork("recalibrate");
        int[] order = random.permutation(source.size());
        // The weights were trained on augmented rows; the original recipe defines its exact accuracy on rows without
        // augmentation.
        Iterator<Batch> pass =
                recipe.recomputeStatistics() ? source.pass(order, random.fork("augment")) : source.pass(order);
        return BatchNormStatistics.recompute(backend, spec(recipe), graph, weights, source, pass);
    }

    private TrainingSpec spec(Recipe recipe) {
        return new TrainingSpec(recipe.batchSize(), threads, precision, Loss.SOFTMAX_CROSS_ENTROPY, Adam.KERAS);
    }

    private Provenance provenance(Recipe recipe, long seed, Dataset rows) {
        String input = rows.size() + " rows of " + rows.bands() + " bands x " + rows.frames() + " frames";
        return new Provenance(recipe.name(), seed, backend.name(), Build.version(), input);
    }

    private static void requireFinite(Weights weights, Checkpointing checkpointing) {
        for (float[] vector : List.of(weights.parameters(), weights.movingStatistics())) {
            for (float value : vector) {
                if (!Float.isFinite(value)) {
                    checkpointing.abandon();
                    throw new DivergedException(
                            "the weights must stay finite", value + " after the last step", "lower {learningRate}");
                }
            }
        }
    }

    private static void requireSuitable(String which, Dataset rows, ResNetConfig config, List<String> classes) {
        if (rows.size() == 0) {
            throw InputException.of(Subject.named(which + " rows"), "there must be at least one")
                    .got("none");
        }
        for (int label : rows.labels()) {
            if (label < 0) {
                throw InputException.of(Subject.named(which + " rows"), "each must have a label")
                        .got("one without");
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
