package dev.zankyo.backend.engine;

import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.StepTime;
import dev.zankyo.backend.Weights;
import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.lowering.Program;
import dev.zankyo.graph.Graph;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An inference plan that a team of threads executes, each with a part of the batch. Calls from several threads are
 * executed one after another. {@link #close} waits for a run in progress, because native primitives do not notice that
 * their memory has been freed.
 */
final class EngineInferencePlan implements InferencePlan {
    private final Graph graph;
    private final Kernels.Family kernels;
    private final Engine engine;
    private final ParameterOrder order;
    private final Storage storage;
    private final Team team;
    private final StepCompiler compiler;
    private final float[] movingStatistics;
    private final WorkPhase[] phases;
    private final WorkPhase[] refresh;
    private final Program program;
    private final FoldedWeights folded;
    private final int inputSize;
    private final int outputSize;
    private final Profile profile;
    private boolean closed;

    EngineInferencePlan(Engine engine, InferenceSpec spec) {
        this.engine = engine;
        graph = engine.graph();
        kernels = engine.kernels();
        order = engine.order();
        storage = engine.storage();
        team = engine.team();
        program = engine.schedule().program();
        inputSize = Math.multiplyExact(spec.batchSize(), graph.input().shape().size());
        outputSize = Math.multiplyExact(spec.batchSize(), graph.output().shape().size());
        movingStatistics = new float[graph.movingStatisticsSize()];
        folded = new FoldedWeights(program.forward().stream()
                .filter(Instruction.Conv2dForward.class::isInstance)
                .map(Instruction.Conv2dForward.class::cast)
                .toList());
        compiler = new StepCompiler(engine, movingStatistics, null);
        phases = compiler.compile(engine.schedule().forward());
        refresh = new WorkPhase[] {engine.refresh()};
        profile = new Profile(team, List.of(phases));
    }

    @Override
    public synchronized void load(Weights weights) {
        requireOpen();
        weights.requireFits(graph);
        System.arraycopy(weights.movingStatistics(), 0, movingStatistics, 0, movingStatistics.length);
        order.load(folded.of(weights), storage.memory(), storage.values());
        team.run(refresh);
        compiler.norms().forEach(BatchNormLayer::useMovingStatistics);
    }

    @Override
    public synchronized void run(float[] inputs, float[] outputs) {
        requireOpen();
        Engine.requireLength("inputs", inputSize, inputs);
        Engine.requireLength("outputs", outputSize, outputs);
        kernels.of(program.input().precision())
                .write(inputs, 0, storage.memory(), storage.offset(program.input()), inputSize);
        team.run(phases);
        kernels.of(program.output().precision())
                .read(storage.memory(), storage.offset(program.output()), outputs, 0, outputSize);
    }

    @Override
    public synchronized String describe() {
        requireOpen();
        Set<Activity> activities = new LinkedHashSet<>();
        for (WorkPhase phase : phases) {
            Arrays.stream(phase.steps(0)).map(Step::activity).forEach(activities::add);
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
        return storage.bytes() + (long) Float.BYTES * movingStatistics.length;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("inference plan: must not be used after close");
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
