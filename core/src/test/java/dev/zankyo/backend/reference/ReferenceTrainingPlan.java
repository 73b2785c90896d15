package dev.zankyo.backend.reference;

import dev.zankyo.backend.Adam;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;

/**
 * A training plan in float64. The double accessors return the plan's own arrays, which callers may modify to pass
 * numbers finer than float32.
 */
public final class ReferenceTrainingPlan implements TrainingPlan {
    private final Graph graph;
    private final TrainingSpec spec;
    private final Formulas formulas;
    private final Pass pass;
    private final double[] parameters;
    private final double[] movingStatistics;
    private final double[] gradients;
    private final double[] firstMoment;
    private final double[] secondMoment;
    private long step;
    private double loss;
    private boolean closed;

    ReferenceTrainingPlan(Graph graph, TrainingSpec spec, Formulas formulas) {
        this.graph = graph;
        this.spec = spec;
        this.formulas = formulas;
        pass = new Pass(graph, spec.batchSize(), formulas);
        parameters = new double[graph.trainableSize()];
        movingStatistics = new double[graph.movingStatisticsSize()];
        gradients = new double[graph.trainableSize()];
        firstMoment = new double[graph.trainableSize()];
        secondMoment = new double[graph.trainableSize()];
    }

    @Override
    public void load(TrainingState state) {
        requireOpen();
        state.requireFits(graph);
        step = state.step();
        copy(state.weights().parameters(), parameters);
        copy(state.weights().movingStatistics(), movingStatistics);
        copy(state.firstMoment(), firstMoment);
        copy(state.secondMoment(), secondMoment);
    }

    @Override
    public TrainingState snapshot() {
        requireOpen();
        var weights = new Weights(Pass.toFloats(parameters), Pass.toFloats(movingStatistics));
        return new TrainingState(step, weights, Pass.toFloats(firstMoment), Pass.toFloats(secondMoment));
    }

    @Override
    public float forward(float[] inputs, float[] targets) {
        forward(inputs, Pass.toDoubles(targets));
        return (float) loss;
    }

    @Override
    public float computeGradients(float[] inputs, float[] targets) {
        return (float) computeGradients(inputs, Pass.toDoubles(targets));
    }

    /** Computes gradients like the contract's method, but with float64 targets and an unrounded loss. */
    public double computeGradients(float[] inputs, double[] targets) {
        forward(inputs, targets);
        double[] dz = formulas.lossGradient(spec.loss(), spec.batchSize(), outputs(), targets);
        pass.backward(dz, parameters, gradients);
        return loss;
    }

    private void forward(float[] inputs, double[] targets) {
        requireOpen();
        requireLength("inputs", spec.batchSize() * graph.input().shape().size(), inputs.length);
        requireLength("targets", spec.batchSize() * graph.output().shape().size(), targets.length);
        pass.train(inputs, parameters, movingStatistics);
        loss = formulas.loss(spec.loss(), spec.batchSize(), outputs(), targets);
    }

    @Override
    public void readOutputs(float[] destination) {
        requireOpen();
        requireLength("outputs", spec.batchSize() * graph.output().shape().size(), destination.length);
        copy(outputs(), destination);
    }

    @Override
    public void readGradients(float[] destination) {
        requireOpen();
        requireLength("gradients", gradients.length, destination.length);
        copy(gradients, destination);
    }

    @Override
    public void writeGradients(float[] source) {
        requireOpen();
        requireLength("gradients", gradients.length, source.length);
        copy(source, gradients);
    }

    @Override
    public void update(float learningRate) {
        requireOpen();
        step++;
        double written = Formulas.decimal(learningRate);
        switch (spec.optimizer()) {
            case Adam adam -> formulas.adam(adam, written, step, parameters, firstMoment, secondMoment, gradients);
        }
    }

    @Override
    public String describe() {
        requireOpen();
        return describe(graph);
    }

    @Override
    public long memoryBytes() {
        requireOpen();
        return memoryBytes(graph, spec.batchSize()) + 3L * Double.BYTES * gradients.length;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Returns the loss of the last forward pass. */
    public double loss() {
        return loss;
    }

    /** Returns the output of the last forward pass: (N, K). */
    public double[] outputs() {
        return pass.activation(graph.output());
    }

    /** Returns a node's activation in the last forward pass: (N, H, W, C). */
    public double[] activation(Node node) {
        return pass.activation(node);
    }

    /** Returns the trainable parameters in canonical order. */
    public double[] parameters() {
        return parameters;
    }

    /** Returns the moving statistics in canonical order. */
    public double[] movingStatistics() {
        return movingStatistics;
    }

    /** Returns the gradients of the trainable parameters. */
    public double[] gradients() {
        return gradients;
    }

    /**
     * Returns the distance of the last forward pass from any ReLU's kink: the smallest absolute value that a ReLU read.
     */
    public double kinkDistance() {
        double least = Double.POSITIVE_INFINITY;
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Op.Relu) {
                for (double x : pass.activation(node.input())) {
                    least = Math.min(least, Math.abs(x));
                }
            } else if (node.op() instanceof Op.MaxPool op) {
                least = Math.min(least, leastLead(node, op));
            }
        }
        return least;
    }

    /** Returns the least distance of a window's maximum from another element that is not equal to it. */
    private double leastLead(Node node, Op.MaxPool op) {
        double[] x = pass.activation(node.input());
        double[] y = pass.activation(node);
        var in = node.input().shape();
        int channels = in.channels();
        double[] least = {Double.POSITIVE_INFINITY};
        new Formulas().forEachTap(op, in, node.shape(), x.length / in.size(), (output, input, window) -> {
            for (int c = 0; c < channels; c++) {
                double lead = y[output * channels + c] - x[input * channels + c];
                least[0] = lead > 0 ? Math.min(least[0], lead) : least[0];
            }
        });
        return least[0];
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("reference: the plan is closed");
        }
    }

    static String describe(Graph graph) {
        var text = new StringBuilder();
        graph.nodes().forEach(node -> text.append(node).append(", float64 formula\n"));
        return text.toString();
    }

    static long memoryBytes(Graph graph, int batch) {
        long activations = 0;
        for (Node node : graph.nodes()) {
            activations += (long) batch * node.shape().size();
        }
        return Double.BYTES * (activations + graph.trainableSize() + graph.movingStatisticsSize());
    }

    static void requireLength(String what, int expected, int length) {
        if (length != expected) {
            throw new IllegalArgumentException(
                    what + ": length must fit; expected " + expected + " elements, got " + length);
        }
    }

    private static void copy(float[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i];
        }
    }

    static void copy(double[] from, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = (float) from[i];
        }
    }
}
