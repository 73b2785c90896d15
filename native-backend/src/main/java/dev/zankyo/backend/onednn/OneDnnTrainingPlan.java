package dev.zankyo.backend.onednn;

import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.lowering.LossFunction;
import dev.zankyo.backend.lowering.Lowering;
import dev.zankyo.backend.lowering.Program;
import dev.zankyo.graph.Graph;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A training step as a list of oneDNN primitives, with the loss, Adam and the moving statistics in Java. */
final class OneDnnTrainingPlan implements TrainingPlan {
    private final Graph graph;
    private final TrainingSpec spec;
    private final OpenMp openMp;
    private final Executable executable;
    private final CanonicalForm canonicalForm;
    private final Parameters parameters;
    private final MovingStatistics movingStatistics;
    private final LossFunction lossFunction;
    private final AdamUpdate adamUpdate;

    private final Step[] forward;
    private final Step[] backward;
    private final Step[] refreshes;

    private final MemorySegment input;
    private final MemorySegment output;
    private final MemorySegment outputGradient;
    private final MemorySegment values;
    private final MemorySegment gradients;
    private final MemorySegment firstMoments;
    private final MemorySegment secondMoments;
    private final float[] logits;
    private final float[] logitGradients;
    private long step;

    OneDnnTrainingPlan(OneDnn dnnl, OpenMp openMp, Graph graph, TrainingSpec spec) {
        this.graph = graph;
        this.spec = spec;
        this.openMp = openMp;
        int columns = graph.output().shape().size();
        logits = new float[Math.multiplyExact(spec.batchSize(), columns)];
        logitGradients = new float[logits.length];
        lossFunction = new LossFunction(spec.loss(), spec.batchSize(), columns);
        adamUpdate = new AdamUpdate(spec.adam());
        Program program = Lowering.training(graph);
        openMp.setThreads(spec.threads());
        executable = new Executable(dnnl);
        try (var compilation = new Compilation(dnnl, executable.engine, program, spec.batchSize(), true)) {
            Compiler.Result compiled = Compiler.compile(compilation, program);
            parameters = compiled.parameters();
            canonicalForm = new CanonicalForm(compilation, parameters, graph);
            List<Draft> drafts = new ArrayList<>(compiled.forward());
            drafts.addAll(compiled.backward());
            drafts.addAll(parameters.refreshes());
            drafts.addAll(canonicalForm.drafts());
            List<Region> regions = new ArrayList<>(compilation.regions());
            regions.addAll(parameters.regions());
            regions.addAll(canonicalForm.regions());
            executable.claim(regions, drafts);

            forward = executable.link(compiled.forward()).toArray(Step[]::new);
            backward = executable.link(compiled.backward()).toArray(Step[]::new);
            refreshes = executable.link(parameters.refreshes()).toArray(Step[]::new);
            canonicalForm.link(executable);
            movingStatistics = new MovingStatistics(graph, spec.batchSize(), compiled.statistics(), executable);

            var loss = (Instruction.LossGradient) program.forward().getLast();
            input = executable.segment(compilation.activation(program.input()));
            output = executable.segment(compilation.activation(loss.output()));
            outputGradient = executable.segment(compilation.activation(loss.gradient()));
            values = executable.segment(parameters.values);
            gradients = executable.segment(parameters.gradients);
            firstMoments = executable.segment(parameters.firstMoments);
            secondMoments = executable.segment(parameters.secondMoments);
        } catch (Throwable e) {
            executable.close();
            throw e;
        }
    }

    @Override
    public void load(TrainingState state) {
        executable.requireOpen();
        state.requireFits(graph);
        openMp.setThreads(spec.threads());
        canonicalForm.load(state.weights().parameters(), parameters.values);
        canonicalForm.load(state.firstMoment(), parameters.firstMoments);
        canonicalForm.load(state.secondMoment(), parameters.secondMoments);
        executable.run(refreshes);
        float[] moving = state.weights().movingStatistics();
        System.arraycopy(moving, 0, movingStatistics.values, 0, moving.length);
        step = state.step();
    }

    @Override
    public TrainingState snapshot() {
        executable.requireOpen();
        openMp.setThreads(spec.threads());
        int size = graph.trainableSize();
        var state = new TrainingState(
                step, new Weights(new float[size], movingStatistics.values.clone()), new float[size], new float[size]);
        canonicalForm.store(parameters.values, state.weights().parameters());
        canonicalForm.store(parameters.firstMoments, state.firstMoment());
        canonicalForm.store(parameters.secondMoments, state.secondMoment());
        return state;
    }

    @Override
    public float forward(float[] inputs, float[] targets) {
        executable.requireOpen();
        requireLength(
                "inputs",
                Math.multiplyExact(spec.batchSize(), graph.input().shape().size()),
                inputs);
        requireLength("targets", logits.length, targets);
        openMp.setThreads(spec.threads());
        MemorySegment.copy(inputs, 0, input, ValueLayout.JAVA_FLOAT, 0, inputs.length);
        executable.run(forward);
        MemorySegment.copy(output, ValueLayout.JAVA_FLOAT, 0, logits, 0, logits.length);
        movingStatistics.move();
        return lossFunction.compute(logits, 0, targets, logitGradients, 0);
    }

    @Override
    public float computeGradients(float[] inputs, float[] targets) {
        float loss = forward(inputs, targets);
        MemorySegment.copy(logitGradients, 0, outputGradient, ValueLayout.JAVA_FLOAT, 0, logitGradients.length);
        executable.run(backward);
        return loss;
    }

    @Override
    public void readOutputs(float[] destination) {
        executable.requireOpen();
        requireLength("outputs", logits.length, destination);
        System.arraycopy(logits, 0, destination, 0, logits.length);
    }

    @Override
    public void readGradients(float[] destination) {
        executable.requireOpen();
        requireLength("gradients", graph.trainableSize(), destination);
        openMp.setThreads(spec.threads());
        canonicalForm.store(parameters.gradients, destination);
    }

    @Override
    public void writeGradients(float[] source) {
        executable.requireOpen();
        requireLength("gradients", graph.trainableSize(), source);
        openMp.setThreads(spec.threads());
        canonicalForm.load(source, parameters.gradients);
    }

    @Override
    public void update(float learningRate) {
        executable.requireOpen();
        openMp.setThreads(spec.threads());
        step++;
        adamUpdate.apply(learningRate, step, values, gradients, firstMoments, secondMoments);
        executable.run(refreshes);
    }

    @Override
    public String describe() {
        executable.requireOpen();
        String loss = spec.loss().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        List<String> lines = new ArrayList<>();
        Stream.of(forward).map(Step::toString).forEach(lines::add);
        lines.add(Step.describe(graph.output().name(), loss + " and its gradient", "", "java"));
        Stream.of(backward).map(Step::toString).forEach(lines::add);
        lines.add(Step.describe("*", "adam", "", "java"));
        Stream.of(refreshes).map(Step::toString).forEach(lines::add);
        return String.join("\n", lines);
    }

    @Override
    public long memoryBytes() {
        executable.requireOpen();
        return executable.memoryBytes() + (long) Float.BYTES * (2L * logits.length + movingStatistics.values.length);
    }

    @Override
    public void close() {
        executable.close();
    }

    static void requireLength(String what, int expected, float[] array) {
        if (array.length != expected) {
            throw new IllegalArgumentException(
                    what + ": length must fit; expected " + expected + " floats, got " + array.length);
        }
    }
}
