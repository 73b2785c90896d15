package example;

import dev.zankyo.backend.Adam;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;

/** Training: a forward pass, the gradients of the loss, and Adam. */
final class LoopsTrainingPlan implements TrainingPlan {
    private final Graph graph;
    private final TrainingSpec spec;
    private final Network network;
    private final float[] firstMoment;
    private final float[] secondMoment;
    private long step;
    private boolean closed;

    LoopsTrainingPlan(Graph graph, TrainingSpec spec) {
        this.graph = graph;
        this.spec = spec;
        network = new Network(graph, spec.batchSize(), spec.memoryLimit());
        firstMoment = new float[graph.trainableSize()];
        secondMoment = new float[graph.trainableSize()];
    }

    @Override
    public void load(TrainingState state) {
        requireOpen();
        state.requireFits(graph);
        step = state.step();
        network.weights.load(state.weights());
        System.arraycopy(state.firstMoment(), 0, firstMoment, 0, firstMoment.length);
        System.arraycopy(state.secondMoment(), 0, secondMoment, 0, secondMoment.length);
    }

    @Override
    public TrainingState snapshot() {
        requireOpen();
        return new TrainingState(step, network.weights.copy(), firstMoment.clone(), secondMoment.clone());
    }

    @Override
    public float forward(float[] inputs, float[] targets) {
        requireOpen();
        Network.requireLength("targets", network.outputs().length, targets);
        network.forward(inputs, true);
        return (float) Losses.value(spec.loss(), spec.batchSize(), network.outputs(), targets);
    }

    @Override
    public float computeGradients(float[] inputs, float[] targets) {
        float loss = forward(inputs, targets);
        network.backward(Losses.gradient(spec.loss(), spec.batchSize(), network.outputs(), targets));
        return loss;
    }

    @Override
    public void readOutputs(float[] destination) {
        requireOpen();
        read("outputs", network.outputs(), destination);
    }

    @Override
    public void readGradients(float[] destination) {
        requireOpen();
        read("gradients", network.weights.gradients, destination);
    }

    @Override
    public void writeGradients(float[] source) {
        requireOpen();
        read("gradients", source, network.weights.gradients);
    }

    private static void read(String what, float[] from, float[] to) {
        if (from.length != to.length) {
            throw new IllegalArgumentException(
                    what + ": lengths must be equal; got " + from.length + " and " + to.length);
        }
        System.arraycopy(from, 0, to, 0, to.length);
    }

    @Override
    public void update(float learningRate) {
        requireOpen();
        step++;
        switch (spec.optimizer()) {
            case Adam adam -> update(adam, adam.stepSize(Double.parseDouble(Float.toString(learningRate)), step));
        }
    }

    private void update(Adam adam, double stepSize) {
        float[] w = network.weights.parameters;
        float[] g = network.weights.gradients;
        for (int i = 0; i < w.length; i++) {
            double m = firstMoment[i] + (g[i] - firstMoment[i]) * (1 - adam.beta1());
            double v = secondMoment[i] + ((double) g[i] * g[i] - secondMoment[i]) * (1 - adam.beta2());
            w[i] -= (float) (stepSize * m / (Math.sqrt(v) + adam.epsilon()));
            firstMoment[i] = (float) m;
            secondMoment[i] = (float) v;
        }
    }

    @Override
    public String describe() {
        requireOpen();
        return network.describe();
    }

    @Override
    public long memoryBytes() {
        requireOpen();
        return network.memoryBytes() + (long) Float.BYTES * (firstMoment.length + secondMoment.length);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("loops: the plan is closed");
        }
    }
}
