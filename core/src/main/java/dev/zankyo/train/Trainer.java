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
 * Trains networks. All randomness comes from streams of the seed, by purpose, epoch and row, so that what a run draws does
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

    /**
     * Trains a network on the training rows, validating it on the test rows after every epoch.
     *
     * @param config the network; its batch normalisation gets the recipe's momentum
     * @param trainRows raw rows, each with a label
     * @param testRows raw rows likewise, of the same classes; nothing is learnt from them, though an epoch may be chosen by
     *     them ({@link EarlyStopping})
     * @throws InputException if the rows do not suit the network, or the loss stops being finite ({@link DivergedException})
     */
    public TrainingResult train(Recipe recipe, long seed, ResNetConfig config, Dataset trainRows, Dataset testRows) {
        return train(recipe, seed, config, trainRows, Optional.empty(), testRows, Checkpointing.NONE);
    }

    /**
     * The same with checkpoints: begun or continued, and perhaps stopped.
     *
     * @param validationRows what an epoch is chosen by, raw rows of the same classes; without, the share of the training rows
     *     that the recipe holds out, or the test rows
     * @throws Checkpointing.StoppedException if it was asked to stop; all that it needs to continue is saved
     */
    public TrainingResult train(
            Recipe recipe,
            long seed,
            ResNetConfig config,
            Dataset trainRows,
            Optional<Dataset> validationRows,
            Dataset testRows,
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
        Dataset learnt = parts.map(HoldOut::learnt).orElse(trainRows);
        Standardization standardization = recipe.standardize() ? Standardization.of(learnt) : Standardization.NONE;
        BatchSource source = new BatchSource(learnt, standardization, recipe);
        try (var predictor = new Predictor(backend, threads, precision, graph, standardization)) {
            var validation = new Validation(predictor, testRows, parts.map(HoldOut::heldOut));
            Fit fit = new TrainingLoop(backend, spec(recipe), listener, checkpointing)
                    .run(recipe, seed, graph, source, validation);
            Weights exact = recalibrated(recipe, seed, graph, source, fit.weights());
            Evaluation exactEvaluation = validation.test(exact);
            Weights kept = recipe.recalibrate() ? exact : fit.weights();
            requireFinite(kept, checkpointing);
            Provenance provenance = provenance(recipe, seed, learnt);
            var model = new TrainedModel(network, trainRows.classes(), standardization, provenance, kept);
            return TrainingResult.builder()
                    .model(model.withCalibration(
                            Calibrator.calibrate(model, backend, threads, precision, learnt, testRows)))
                    .recipe(recipe)
                    .seed(seed)
                    .backend(backend.name())
                    .threads(threads)
                    .precision(spec(recipe).precision())
                    .trainRows(learnt.size())
                    .history(fit.history())
                    .epoch(fit.epoch())
                    .evaluation(recipe.recalibrate() ? exactEvaluation : validation.test(kept))
                    .exactEvaluation(exactEvaluation)
                    .seconds(fit.secondsBefore() + (System.nanoTime() - began) * 1e-9)
                    .peakMemoryMib(PeakMemory.mebibytes())
                    .trace(fit.trace())
                    .build();
        }
    }

    private Weights recalibrated(Recipe recipe, long seed, Graph graph, BatchSource source, Weights weights) {
        CounterRandom random = CounterRandom.of(seed).fork("recalibrate");
        int[] order = random.permutation(source.size());
        // What the weights were trained on is augmented rows; the original's exact accuracy is defined on rows as they
        // are.
        Iterator<Batch> pass = recipe.recalibrate() ? source.pass(order, random.fork("augment")) : source.pass(order);
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
