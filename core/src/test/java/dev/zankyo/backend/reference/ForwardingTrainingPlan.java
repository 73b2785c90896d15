package dev.zankyo.backend.reference;

import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingState;

/** A plan that forwards every call; broken plans override one method. */
class ForwardingTrainingPlan implements TrainingPlan {
    final TrainingPlan plan;

    ForwardingTrainingPlan(TrainingPlan plan) {
        this.plan = plan;
    }

    @Override
    public void load(TrainingState state) {
        plan.load(state);
    }

    @Override
    public TrainingState snapshot() {
        return plan.snapshot();
    }

    @Override
    public float forward(float[] inputs, float[] targets) {
        return plan.forward(inputs, targets);
    }

    @Override
    public float computeGradients(float[] inputs, float[] targets) {
        return plan.computeGradients(inputs, targets);
    }

    @Override
    public void readOutputs(float[] destination) {
        plan.readOutputs(destination);
    }

    @Override
    public void readGradients(float[] destination) {
        plan.readGradients(destination);
    }

    @Override
    public void writeGradients(float[] source) {
        plan.writeGradients(source);
    }

    @Override
    public void update(float learningRate) {
        plan.update(learningRate);
    }

    @Override
    public String describe() {
        return plan.describe();
    }

    @Override
    public long memoryBytes() {
        return plan.memoryBytes();
    }

    @Override
    public void close() {
        plan.close();
    }
}
