package dev.zankyo.train;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.graph.Graph;
import dev.zankyo.model.WeightInitializer;
import dev.zankyo.random.CounterRandom;
import dev.zankyo.train.Checkpoint.Sums;
import dev.zankyo.train.EarlyStopping.Best;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The training loop: step after step, epoch after epoch, from the beginning or from a checkpoint. Used for one run. */
final class TrainingLoop {

    /**
     * The result of the loop: the weights of the chosen epoch with their moving statistics, the history, the trace, and
     * the seconds spent before the checkpoint.
     */
    record Fit(Weights weights, int epoch, List<EpochResult> history, Trace trace, double secondsBefore) {}

    private final ComputeBackend backend;
    private final TrainingSpec spec;
    private final TrainingListener listener;
    private final Checkpointing checkpointing;
    private final long began = System.nanoTime();
    private final List<EpochResult> history = new ArrayList<>();
    private Optional<Best> best = Optional.empty();

    /** Creates a loop for one run. */
    TrainingLoop(ComputeBackend backend, TrainingSpec spec, TrainingListener listener, Checkpointing checkpointing) {
        this.backend = backend;
        this.spec = spec;
        this.listener = listener;
        this.checkpointing = checkpointing;
    }

    /**
     * Trains. Continues from the checkpoint if there is one. Otherwise begins with the weights of {@code start} or, if
     * that is empty, with weights initialized by the seed.
     */
    Fit run(Recipe recipe, long seed, Graph graph, BatchSource source, Validation validation, Optional<Start> start) {
        Checkpoint from = checkpointing.from().orElseGet(() -> beginning(graph, seed, start));
        requireFits(from, graph, recipe, source);
        LearningRateSchedule schedule = recipe.schedule(source.batches(), from.stepsOfFinishedRun());
        history.addAll(from.history());
        best = from.best();
        EarlyStopping stopping = recipe.stopping();
        Trace trace = from.trace().copy();
        try (var plans = new ResizablePlan(backend, graph, spec, source.size());
                var batches = new Prefetcher<>(
                        source.epochs(recipe.epochs(), CounterRandom.of(seed), from.epoch(), from.batch()))) {
            listener.onBegin();
            plans.load(from.state());
            if (listener.wantsProfile()) {
                plans.startProfile();
            }
            for (int epoch = from.epoch(); epoch <= recipe.epochs(); epoch++) {
                boolean continued = epoch == from.epoch();
                var meter = new EpochMeter(epoch, recipe.epochs(), source.size(), continued ? from.sums() : Sums.NONE);
                trace.reserve(source.batches());
                checkpointing.stepsBegin();
                try {
                    for (int done = continued ? from.batch() : 0; done < source.batches(); done++) {
                        keep(from, plans, meter, done, trace, false);
                        step(plans, batches, schedule.at(trace.steps()), meter, trace);
                    }
                    keep(from, plans, meter, source.batches(), trace, true);
                } finally {
                    checkpointing.stepsEnd();
                }
                Weights weights = plans.snapshot().weights();
                trace.epochEnds(weights);
                listener.onTrace(trace);
                Evaluation tested = validation.test(weights);
                Best sofar = stopping.after(best, epoch, validation.loss(weights, tested), weights);
                best = Optional.of(sofar);
                EpochResult result = meter.result(tested);
                history.add(result);
                listener.onEpoch(result);
                if (stopping.endsAfter(epoch, sofar)) {
                    break;
                }
            }
            if (listener.wantsProfile()) {
                plans.endProfile(listener);
            }
            Optional<Weights> kept = best.flatMap(Best::weights);
            int epoch = kept.isPresent() ? best.orElseThrow().epoch() : history.size();
            return new Fit(kept.orElseGet(() -> plans.snapshot().weights()), epoch, history, trace, from.seconds());
        }
    }

    /**
     * Throws {@link InputException} unless the checkpoint fits the run. The settings of checkpoint and run were
     * compared before, so a mismatch means that another program wrote the checkpoint.
     */
    private static void requireFits(Checkpoint from, Graph graph, Recipe recipe, BatchSource source) {
        long steps = (long) (from.epoch() - 1) * source.batches() + from.batch();
        if (from.epoch() > recipe.epochs()
                || from.batch() > source.batches()
                || from.trace().steps() != steps
                || from.stepsOfFinishedRun() % source.batches() != 0) {
            throw InputException.of(Subject.named("checkpoint"), "must lie within the run")
                    .expected("at most epoch " + recipe.epochs() + " of " + source.batches() + " steps")
                    .got("epoch " + from.epoch() + ", batch " + from.batch() + ", step "
                            + from.trace().steps());
        }
        try {
            from.state().requireFits(graph);
            from.best().flatMap(Best::weights).ifPresent(weights -> weights.requireFits(graph));
        } catch (IllegalArgumentException e) {
            throw InputException.of(Subject.named("checkpoint"), "must fit the network")
                    .got(e.getMessage())
                    .because(e);
        }
    }

    /** Saves a checkpoint if one is due or the run is to stop; then stops if asked to. */
    private void keep(
            Checkpoint from, ResizablePlan plans, EpochMeter meter, int done, Trace trace, boolean epochEnds) {
        boolean stop = checkpointing.stopRequested();
        if (stop || checkpointing.due(trace.steps(), epochEnds)) {
            double seconds = from.seconds() + (System.nanoTime() - began) * 1e-9;
            checkpointing.save(new Checkpoint(
                    meter.epoch(), done, meter.sums(), history, best, trace.copy(), plans.snapshot(), seconds));
        }
        if (stop) {
            throw new Checkpointing.StoppedException();
        }
    }

    private static Checkpoint beginning(Graph graph, long seed, Optional<Start> start) {
        Weights weights = start.map(Start::weights).orElseGet(() -> WeightInitializer.initialize(graph, seed));
        return Checkpoint.initial(TrainingState.initial(weights));
    }

    private void step(
            ResizablePlan plans, Prefetcher<Batch> batches, float learningRate, EpochMeter meter, Trace trace) {
        meter.stepBegins();
        Batch batch = batches.next();
        meter.batchIsThere();
        TrainingPlan plan = plans.ofSize(batch.size());

        float loss = plan.computeGradients(batch.inputs(), batch.targets());
        requireFinite(loss, meter);
        plan.update(learningRate);

        plan.readOutputs(batch.logits());
        meter.stepEnds(loss, batch, learningRate);
        trace.stepEnds(loss, batch.logits());
        listener.onTrace(trace);
        listener.onStep(meter);
    }

    private void requireFinite(float loss, EpochMeter meter) {
        if (!Float.isFinite(loss)) {
            checkpointing.abandon();
            int step = meter.rows() / Math.min(spec.batchSize(), meter.rowsPerEpoch()) + 1;
            throw new DivergedException(
                    "the loss must stay finite",
                    loss + " in epoch " + meter.epoch() + ", step " + step,
                    "lower {learningRate}, or look for outliers in the training rows");
        }
    }
}
