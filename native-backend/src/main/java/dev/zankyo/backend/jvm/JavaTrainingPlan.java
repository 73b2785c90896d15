package dev.zankyo.backend.jvm;

import dev.zankyo.backend.Adam;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.backend.lowering.Lowering;
import dev.zankyo.backend.lowering.Program;
import dev.zankyo.graph.Graph;

/** A training step on a team of threads. */
final class JavaTrainingPlan implements TrainingPlan {
    private final Graph graph;
    private final TrainingSpec spec;
    private final ParameterLayout layout;
    private final int inputOffset;
    private final int inputSize;
    private final int outputOffset;
    private final int outputSize;
    private final Team team;
    private Phase[] forward;
    private Phase[] gradients;
    private Phase[] update;
    private CompiledProgram program;
    private float[] firstMoment;
    private float[] secondMoment;
    private long step;
    private float stepSize;

    JavaTrainingPlan(Graph graph, TrainingSpec spec, Kernels kernels) {
        this.graph = graph;
        this.spec = spec;
        layout = new ParameterLayout(graph);
        Program lowered = Lowering.training(graph);
        program = new CompiledProgram(lowered, spec.batchSize(), spec.threads(), kernels, spec.loss());
        inputOffset = program.storage.offset(lowered.input());
        inputSize = Math.multiplyExact(spec.batchSize(), lowered.input().shape().size());
        outputOffset = program.storage.offset(lowered.output());
        outputSize =
                Math.multiplyExact(spec.batchSize(), lowered.output().shape().size());
        firstMoment = new float[graph.trainableSize()];
        secondMoment = new float[graph.trainableSize()];
        forward = program.forward;
        gradients = new Phase[program.forward.length + program.backward.length];
        System.arraycopy(program.forward, 0, gradients, 0, program.forward.length);
        System.arraycopy(program.backward, 0, gradients, program.forward.length, program.backward.length);
        update = new Phase[] {adam(kernels, spec.adam())};
        team = new Team(spec.threads());
    }

    private Phase adam(Kernels kernels, Adam adam) {
        float rate1 = (float) (1 - adam.beta1());
        float rate2 = (float) (1 - adam.beta2());
        float epsilon = (float) adam.epsilon();
        Storage storage = program.storage;
        return new Phase(
                graph.trainableSize(),
                (from, to, worker) -> kernels.adam(
                        storage.parameters,
                        storage.gradients,
                        firstMoment,
                        secondMoment,
                        from,
                        to,
                        stepSize,
                        rate1,
                        rate2,
                        epsilon));
    }

    @Override
    public void load(TrainingState state) {
        Storage storage = open().storage;
        state.requireFits(graph);
        layout.toPlan(state.weights().parameters(), storage.parameters);
        System.arraycopy(state.weights().movingStatistics(), 0, storage.statistics, 0, storage.statistics.length);
        layout.toPlan(state.firstMoment(), firstMoment);
        layout.toPlan(state.secondMoment(), secondMoment);
        step = state.step();
    }

    @Override
    public TrainingState snapshot() {
        Storage storage = open().storage;
        TrainingState state = TrainingState.initial(Weights.zeros(graph));
        layout.toCanonical(storage.parameters, state.weights().parameters());
        System.arraycopy(storage.statistics, 0, state.weights().movingStatistics(), 0, storage.statistics.length);
        layout.toCanonical(firstMoment, state.firstMoment());
        layout.toCanonical(secondMoment, state.secondMoment());
        return new TrainingState(step, state.weights(), state.firstMoment(), state.secondMoment());
    }

    @Override
    public float forward(float[] inputs, float[] targets) {
        return run(forward, inputs, targets);
    }

    @Override
    public float computeGradients(float[] inputs, float[] targets) {
        return run(gradients, inputs, targets);
    }

    private float run(Phase[] phases, float[] inputs, float[] targets) {
        LossLayer loss = open().loss();
        requireLength("inputs", inputSize, inputs);
        requireLength("targets", outputSize, targets);
        System.arraycopy(inputs, 0, program.storage.slab, inputOffset, inputSize);
        System.arraycopy(targets, 0, loss.targets(), 0, outputSize);
        team.run(phases);
        return loss.value();
    }

    @Override
    public void readOutputs(float[] destination) {
        Storage storage = open().storage;
        requireLength("outputs", outputSize, destination);
        System.arraycopy(storage.slab, outputOffset, destination, 0, outputSize);
    }

    @Override
    public void readGradients(float[] destination) {
        Storage storage = open().storage;
        requireLength("gradients", graph.trainableSize(), destination);
        layout.toCanonical(storage.gradients, destination);
    }

    @Override
    public void writeGradients(float[] source) {
        Storage storage = open().storage;
        requireLength("gradients", graph.trainableSize(), source);
        layout.toPlan(source, storage.gradients);
    }

    @Override
    public void update(float learningRate) {
        open();
        step++;
        stepSize = (float) spec.adam().stepSize(learningRate, step);
        team.run(update);
    }

    @Override
    public String describe() {
        return open().describe();
    }

    @Override
    public long memoryBytes() {
        return open().storage.bytes() + 2L * Float.BYTES * graph.trainableSize();
    }

    private CompiledProgram open() {
        if (program == null) {
            throw new IllegalStateException("training plan: must not be used after close");
        }
        return program;
    }

    static void requireLength(String what, int expected, float[] array) {
        if (array.length != expected) {
            throw new IllegalArgumentException(
                    what + ": length must fit; expected " + expected + " floats, got " + array.length);
        }
    }

    @Override
    public void close() {
        team.close();
        forward = null;
        gradients = null;
        update = null;
        program = null;
        firstMoment = null;
        secondMoment = null;
    }
}
