package dev.zankyo.cli.bench;

import dev.zankyo.backend.Adam;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Loss;
import dev.zankyo.backend.StepTime;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import dev.zankyo.model.WeightInitializer;
import dev.zankyo.random.CounterRandom;
import java.util.List;

/** A plan with one batch of normal noise, the same in every run, for repeated steps. One thread at a time. */
abstract sealed class Workload implements AutoCloseable {
    private static final int SEED = 1;

    /**
     * A learning rate too low to overfit the batch within minutes. Once the batch is memorized, gradients would be
     * denormal numbers, with which arithmetic is far slower than in a real run.
     */
    private static final float LEARNING_RATE = 1e-6f;

    private final float[] inputs;

    private Workload(Graph graph, int batchSize) {
        CounterRandom random = CounterRandom.of(SEED);
        inputs = new float[Math.multiplyExact(batchSize, graph.input().shape().size())];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.gaussian(i);
        }
    }

    /** Compiles a plan of a case on its backend, with fresh weights. */
    static Workload of(ComputeBackend backend, BenchCase what) {
        Graph graph = BenchCase.graph();
        Weights weights = WeightInitializer.initialize(graph, SEED);
        return switch (what.mode()) {
            case TRAINING -> new Training(backend, graph, weights, what);
            case INFERENCE -> new Inference(backend, graph, weights, what);
        };
    }

    /**
     * Runs one step, from input array to output array.
     *
     * @throws IllegalStateException if a result is not finite
     */
    abstract void step();

    /** Turns the timing of the plan's operations on or off. */
    abstract void setProfiled(boolean profiled);

    /** Returns the times since timing was turned on. */
    abstract List<StepTime> profile();

    /** Frees the plan. */
    @Override
    public abstract void close();

    private static void requireFinite(float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalStateException("benchmark: results must be finite; got " + value);
        }
    }

    private static final class Training extends Workload {
        private final TrainingPlan plan;
        private final float[] targets;

        Training(ComputeBackend backend, Graph graph, Weights weights, BenchCase what) {
            super(graph, what.batchSize());
            int classes = graph.output().shape().size();
            targets = new float[what.batchSize() * classes];
            for (int row = 0; row < what.batchSize(); row++) {
                targets[row * classes + row % classes] = 1;
            }
            plan = backend.compileTraining(
                    graph,
                    new TrainingSpec(
                            what.batchSize(),
                            what.threads(),
                            what.precision(),
                            Loss.SOFTMAX_CROSS_ENTROPY,
                            Adam.KERAS));
            plan.load(TrainingState.initial(weights));
        }

        @Override
        public void step() {
            requireFinite(plan.computeGradients(super.inputs, targets));
            plan.update(LEARNING_RATE);
        }

        @Override
        public void setProfiled(boolean profiled) {
            plan.setProfiled(profiled);
        }

        @Override
        public List<StepTime> profile() {
            return plan.profile();
        }

        @Override
        public void close() {
            plan.close();
        }
    }

    private static final class Inference extends Workload {
        private final InferencePlan plan;
        private final float[] logits;

        Inference(ComputeBackend backend, Graph graph, Weights weights, BenchCase what) {
            super(graph, what.batchSize());
            logits = new float[what.batchSize() * graph.output().shape().size()];
            plan = backend.compileInference(
                    graph, new InferenceSpec(what.batchSize(), what.threads(), what.precision()));
            plan.load(weights);
        }

        @Override
        public void step() {
            plan.run(super.inputs, logits);
            requireFinite(logits[0]);
        }

        @Override
        public void setProfiled(boolean profiled) {
            plan.setProfiled(profiled);
        }

        @Override
        public List<StepTime> profile() {
            return plan.profile();
        }

        @Override
        public void close() {
            plan.close();
        }
    }
}
