package dev.zankyo.backend.engine;

import dev.zankyo.backend.Adam;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.StepTime;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.backend.lowering.Program;
import dev.zankyo.graph.Graph;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A training plan that a team of threads executes, each with a part of the batch. Calls from several threads are
 * executed one after another. {@link #close} waits for a step in progress, because native primitives do not notice that
 * their memory has been freed.
 */
final class EngineTrainingPlan implements TrainingPlan {
    private final Graph graph;
    private final TrainingSpec spec;
    private final Kernels.Family kernels;
    private final Kernels float32;
    private final Engine engine;
    private final ParameterOrder order;
    private final Storage storage;
    private final Team team;
    private final LossLayer loss;
    private final float[] movingStatistics;
    private final WorkPhase[] forward;
    private final WorkPhase[] gradients;
    private final WorkPhase[] update;
    private final WorkPhase[] refresh;
    private final Program program;
    private final int inputSize;
    private long step;
    private float stepSize;
    private final Profile profile;
    private boolean closed;

    EngineTrainingPlan(Engine engine, TrainingSpec spec) {
        this.engine = engine;
        this.spec = spec;
        graph = engine.graph();
        kernels = engine.kernels();
        float32 = kernels.of(Precision.FLOAT32);
        order = engine.order();
        storage = engine.storage();
        team = engine.team();
        program = engine.schedule().program();
        inputSize = Math.multiplyExact(spec.batchSize(), graph.input().shape().size());
        movingStatistics = new float[graph.movingStatisticsSize()];
        var compiler = new StepCompiler(engine, movingStatistics, spec.loss());
        forward = compiler.compile(engine.schedule().forward());
        List<WorkPhase> all = new ArrayList<>(List.of(forward));
        all.addAll(List.of(compiler.compile(engine.schedule().backward())));
        if (storage.partition().shares() > 1) {
            all.add(sumOfShares());
        }
        gradients = all.toArray(WorkPhase[]::new);
        loss = compiler.lossLayer();
        refresh = new WorkPhase[] {engine.refresh()};
        update = new WorkPhase[] {
            switch (spec.optimizer()) {
                case Adam adam -> adam(adam);
            },
            engine.refresh()
        };
        all.addAll(List.of(update));
        profile = new Profile(team, all);
    }

    private WorkPhase sumOfShares() {
        long sum = storage.gradients(0);
        int shares = storage.partition().shares();
        return StepCompiler.elements(
                team.size(),
                order.size(),
                Activity.forAll("*", "SumOfGradients", float32.description()),
                (offset, count) -> {
                    for (int share = 1; share < shares; share++) {
                        float32.accumulate(storage.memory(), storage.gradients(share) + offset, sum + offset, count);
                    }
                });
    }

    /** Returns Adam's step size for the current step. */
    private double stepSize(double learningRate) {
        return switch (spec.optimizer()) {
            case Adam adam -> adam.stepSize(learningRate, step);
        };
    }

    private WorkPhase adam(Adam adam) {
        float rate1 = (float) (1 - adam.beta1());
        float rate2 = (float) (1 - adam.beta2());
        float epsilon = (float) adam.epsilon();
        return StepCompiler.elements(
                team.size(),
                order.size(),
                Activity.forAll("*", "Adam", float32.description()),
                (offset, count) -> float32.adam(
                        storage.memory(),
                        storage.values() + offset,
                        storage.gradients(0) + offset,
                        storage.firstMoments() + offset,
                        storage.secondMoments() + offset,
                        count,
                        stepSize,
                        rate1,
                        rate2,
                        epsilon));
    }

    @Override
    public synchronized void load(TrainingState state) {
        requireOpen();
        state.requireFits(graph);
        order.load(state.weights().parameters(), storage.memory(), storage.values());
        order.load(state.firstMoment(), storage.memory(), storage.firstMoments());
        order.load(state.secondMoment(), storage.memory(), storage.secondMoments());
        System.arraycopy(state.weights().movingStatistics(), 0, movingStatistics, 0, movingStatistics.length);
        step = state.step();
        team.run(refresh);
    }

    @Override
    public synchronized TrainingState snapshot() {
        requireOpen();
        int size = graph.trainableSize();
        var state = new TrainingState(
                step, new Weights(new float[size], movingStatistics.clone()), new float[size], new float[size]);
        order.store(storage.memory(), storage.values(), state.weights().parameters());
        order.store(storage.memory(), storage.firstMoments(), state.firstMoment());
        order.store(storage.memory(), storage.secondMoments(), state.secondMoment());
        return state;
    }

    @Override
    public synchronized float forward(float[] inputs, float[] targets) {
        return run(forward, inputs, targets);
    }

    @Override
    public synchronized float computeGradients(float[] inputs, float[] targets) {
        return run(gradients, inputs, targets);
    }

    private float run(WorkPhase[] phases, float[] inputs, float[] targets) {
        requireOpen();
        Engine.requireLength("inputs", inputSize, inputs);
        Engine.requireLength("targets", loss.targets().length, targets);
        kernels.of(program.input().precision())
                .write(inputs, 0, storage.memory(), storage.offset(program.input()), inputSize);
        System.arraycopy(targets, 0, loss.targets(), 0, targets.length);
        team.run(phases);
        return loss.value();
    }

    @Override
    public synchronized void readOutputs(float[] destination) {
        requireOpen();
        float[] outputs = loss.outputs();
        Engine.requireLength("outputs", outputs.length, destination);
        System.arraycopy(outputs, 0, destination, 0, outputs.length);
    }

    @Override
    public synchronized void readMovingStatistics(float[] destination) {
        requireOpen();
        Engine.requireLength("moving statistics", movingStatistics.length, destination);
        System.arraycopy(movingStatistics, 0, destination, 0, movingStatistics.length);
    }

    @Override
    public synchronized void readGradients(float[] destination) {
        requireOpen();
        Engine.requireLength("gradients", graph.trainableSize(), destination);
        order.store(storage.memory(), storage.gradients(0), destination);
    }

    @Override
    public synchronized void writeGradients(float[] source) {
        requireOpen();
        Engine.requireLength("gradients", graph.trainableSize(), source);
        order.load(source, storage.memory(), storage.gradients(0));
    }

    @Override
    public synchronized void update(float learningRate) {
        requireOpen();
        step++;
        stepSize = (float) stepSize(learningRate);
        team.run(update);
    }

    @Override
    public synchronized String describe() {
        requireOpen();
        Set<Activity> activities = new LinkedHashSet<>();
        for (WorkPhase[] phases : List.of(gradients, update)) {
            for (WorkPhase phase : phases) {
                for (Step step : phase.steps(0)) {
                    activities.add(step.activity());
                }
            }
        }
        return activities.stream().map(Activity::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public synchronized void setProfiled(boolean profiled) {
        requireOpen();
        profile.set(profiled);
    }

    @Override
    public synchronized List<StepTime> profile() {
        requireOpen();
        return profile.times();
    }

    @Override
    public synchronized long memoryBytes() {
        requireOpen();
        return storage.bytes() + (long) Float.BYTES * (3L * loss.targets().length + movingStatistics.length);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("training plan: must not be used after close");
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            engine.close();
        }
    }
}
