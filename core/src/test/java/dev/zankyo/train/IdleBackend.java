package dev.zankyo.train;

import dev.zankyo.backend.Availability;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;

/** A backend whose plans keep their state and compute nothing, so that only the training loop remains. */
final class IdleBackend implements ComputeBackend {

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Availability availability() {
        return new Availability.Available("computes nothing");
    }

    @Override
    public TrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
        return new Idle();
    }

    @Override
    public InferencePlan compileInference(Graph graph, InferenceSpec spec) {
        return new InferencePlan() {
            @Override
            public void load(Weights weights) {}

            @Override
            public void run(float[] inputs, float[] outputs) {}

            @Override
            public String describe() {
                return "";
            }

            @Override
            public long memoryBytes() {
                return 0;
            }

            @Override
            public void close() {}
        };
    }

    private static final class Idle implements TrainingPlan {
        private TrainingState state;

        @Override
        public void load(TrainingState loaded) {
            state = loaded;
        }

        @Override
        public TrainingState snapshot() {
            return state;
        }

        @Override
        public float forward(float[] inputs, float[] targets) {
            return 1;
        }

        @Override
        public float computeGradients(float[] inputs, float[] targets) {
            return 1;
        }

        @Override
        public void readOutputs(float[] destination) {}

        @Override
        public void readGradients(float[] destination) {}

        @Override
        public void writeGradients(float[] source) {}

        @Override
        public void update(float learningRate) {}

        @Override
        public String describe() {
            return "";
        }

        @Override
        public long memoryBytes() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
