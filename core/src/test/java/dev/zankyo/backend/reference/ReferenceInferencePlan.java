package dev.zankyo.backend.reference;

import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;

/** An inference plan in float64. */
public final class ReferenceInferencePlan implements InferencePlan {
    private final Graph graph;
    private final InferenceSpec spec;
    private final Pass pass;
    private double[] parameters;
    private double[] movingStatistics;
    private boolean closed;

    ReferenceInferencePlan(Graph graph, InferenceSpec spec, Formulas formulas) {
        this.graph = graph;
        this.spec = spec;
        pass = new Pass(graph, spec.batchSize(), formulas);
        parameters = new double[graph.trainableSize()];
        movingStatistics = new double[graph.movingStatisticsSize()];
    }

    @Override
    public void load(Weights weights) {
        requireOpen();
        weights.requireFits(graph);
        parameters = Pass.toDoubles(weights.parameters());
        movingStatistics = Pass.toDoubles(weights.movingStatistics());
    }

    @Override
    public void run(float[] inputs, float[] outputs) {
        requireOpen();
        int batch = spec.batchSize();
        ReferenceTrainingPlan.requireLength(
                "inputs", batch * graph.input().shape().size(), inputs.length);
        ReferenceTrainingPlan.requireLength(
                "outputs", batch * graph.output().shape().size(), outputs.length);
        pass.infer(inputs, parameters, movingStatistics);
        ReferenceTrainingPlan.copy(outputs(), outputs);
    }

    /** Returns the output of the last run: (N, K). */
    public double[] outputs() {
        return pass.activation(graph.output());
    }

    @Override
    public String describe() {
        requireOpen();
        return ReferenceTrainingPlan.describe(graph);
    }

    @Override
    public long memoryBytes() {
        requireOpen();
        return ReferenceTrainingPlan.memoryBytes(graph, spec.batchSize());
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("reference: the plan is closed");
        }
    }
}
