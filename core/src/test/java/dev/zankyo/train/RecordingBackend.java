package dev.zankyo.train;

import dev.zankyo.backend.Availability;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/** The reference backend with a record of what each training step was given and how many training plans are open. */
public final class RecordingBackend implements ComputeBackend {
    private final ComputeBackend reference = new ReferenceBackend();
    private final int stepOfNan;
    final List<float[]> inputs = new ArrayList<>();
    final List<float[]> targets = new ArrayList<>();
    final List<Float> learningRates = new ArrayList<>();
    int openPlans;

    public RecordingBackend() {
        this(Integer.MAX_VALUE);
    }

    /** Creates a backend that returns NaN as the loss of one step, counted from 0 over all epochs. */
    public RecordingBackend(int stepOfNan) {
        this.stepOfNan = stepOfNan;
    }

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Availability availability() {
        return reference.availability();
    }

    @Override
    public TrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
        openPlans++;
        return new Recording(reference.compileTraining(graph, spec));
    }

    @Override
    public InferencePlan compileInference(Graph graph, InferenceSpec spec) {
        return reference.compileInference(graph, spec);
    }

    private final class Recording implements TrainingPlan {
        private final TrainingPlan plan;

        Recording(TrainingPlan plan) {
            this.plan = plan;
        }

        @Override
        public float computeGradients(float[] batch, float[] probabilities) {
            inputs.add(batch.clone());
            targets.add(probabilities.clone());
            float loss = plan.computeGradients(batch, probabilities);
            return inputs.size() > stepOfNan ? Float.NaN : loss;
        }

        @Override
        public void update(float learningRate) {
            learningRates.add(learningRate);
            plan.update(learningRate);
            plan.load(plan.snapshot()); // a backend's state is float32, unlike the reference's own
        }

        @Override
        public void close() {
            openPlans--;
            plan.close();
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
        public float forward(float[] batch, float[] probabilities) {
            return plan.forward(batch, probabilities);
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
        public String describe() {
            return plan.describe();
        }

        @Override
        public long memoryBytes() {
            return plan.memoryBytes();
        }
    }
}
