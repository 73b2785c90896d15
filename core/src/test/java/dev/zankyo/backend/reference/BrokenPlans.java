package dev.zankyo.backend.reference;

import dev.zankyo.backend.Availability;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** The reference backends with a mistake in what a plan stores, returns, shares or refuses. */
final class BrokenPlans {
    private BrokenPlans() {}

    static List<BrokenBackend> all() {
        return List.of(
                training("loaded-arrays-kept", "State.loadedArrays_areNotKept", KeepsLoadedArrays::new),
                training("snapshot-is-live", "State.snapshotArrays_areTheCallers", LiveSnapshot::new),
                training(
                        "batch-overwritten",
                        "State.batchArrays_areReadDuringTheCallOnly_andNotWritten",
                        WritesBatch::new),
                training("moments-not-in-snapshot", "State.loadThenSnapshot_returnsTheSameBits", LosesMoments::new),
                training(
                        "subnormals-flushed-by-snapshot",
                        "State.loadThenSnapshot_returnsTheSameBits",
                        FlushesSubnormals::new),
                new BrokenBackend(
                        "plans-share-memory",
                        "State.plansOpenAtOnce_doNotShareAnything",
                        new SharingBackend("plans-share-memory")),
                training("used-after-close", "Lifecycle.closedTrainingPlan_refuses", NeverCloses::new),
                training("closed-twice-fails", "Lifecycle.close_canBeRepeated", ClosesOnce::new),
                training(
                        "wrong-length-accepted",
                        "Lifecycle.arrayOfWrongLength_isRefused_andChangesNothing",
                        AcceptsAnyGradients::new),
                training("description-empty", "Lifecycle.describe_namesEveryNodeWithParameters", SaysNothing::new),
                training("noisy-gradients", "Determinism.newPlan_givesTheSameBits", NoisyGradients::new),
                training("written-gradients-ignored", "Optimizer.gradients_canBeReadAndWritten", IgnoresGradients::new),
                training(
                        "gradients-pile-up",
                        "Optimizer.computeGradients_replacesThePreviousOnes_andLeavesTheParameters",
                        PilesGradientsUp::new),
                training(
                        "forward-leaves-statistics",
                        "Normalization.forward_movesTheStatisticsAsAStepDoes_butNotTheParameters",
                        ForwardWithoutStatistics::new),
                inference(
                        "stale-statistics",
                        "Normalization.inference_usesTheStatisticsLoadedLast",
                        StaleStatistics::new));
    }

    private static BrokenBackend training(String mistake, String caughtBy, UnaryOperator<TrainingPlan> breaking) {
        return new BrokenBackend(mistake, caughtBy, new Breaking(mistake, breaking, plan -> plan));
    }

    private static BrokenBackend inference(String mistake, String caughtBy, UnaryOperator<InferencePlan> breaking) {
        return new BrokenBackend(mistake, caughtBy, new Breaking(mistake, plan -> plan, breaking));
    }

    private record Breaking(String name, UnaryOperator<TrainingPlan> training, UnaryOperator<InferencePlan> inference)
            implements ComputeBackend {
        @Override
        public int priority() {
            return 0;
        }

        @Override
        public Availability availability() {
            return new ReferenceBackend().availability();
        }

        @Override
        public TrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
            return training.apply(new ReferenceBackend().compileTraining(graph, spec));
        }

        @Override
        public InferencePlan compileInference(Graph graph, InferenceSpec spec) {
            return inference.apply(new ReferenceBackend().compileInference(graph, spec));
        }
    }

    /** A backend that returns the same plan for the same graph twice. */
    private static final class SharingBackend implements ComputeBackend {
        private final String name;
        private final Map<Graph, TrainingPlan> plans = new HashMap<>();

        SharingBackend(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public Availability availability() {
            return new ReferenceBackend().availability();
        }

        @Override
        public TrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
            TrainingPlan shared = plans.computeIfAbsent(graph, g -> new ReferenceBackend().compileTraining(g, spec));
            return new NeverCloses(shared);
        }

        @Override
        public InferencePlan compileInference(Graph graph, InferenceSpec spec) {
            return new ReferenceBackend().compileInference(graph, spec);
        }
    }

    private static final class KeepsLoadedArrays extends ForwardingTrainingPlan {
        private TrainingState kept;

        KeepsLoadedArrays(TrainingPlan plan) {
            super(plan);
        }

        @Override
        public void load(TrainingState state) {
            kept = state;
            plan.load(state);
        }

        @Override
        public TrainingState snapshot() {
            plan.load(kept);
            return plan.snapshot();
        }
    }

    private static final class LiveSnapshot extends ForwardingTrainingPlan {
        private TrainingState live;

        LiveSnapshot(TrainingPlan plan) {
            super(plan);
        }

        @Override
        public TrainingState snapshot() {
            TrainingState now = plan.snapshot();
            if (live == null) {
                live = now;
            }
            copy(now.weights().parameters(), live.weights().parameters());
            copy(now.weights().movingStatistics(), live.weights().movingStatistics());
            copy(now.firstMoment(), live.firstMoment());
            copy(now.secondMoment(), live.secondMoment());
            live = new TrainingState(now.step(), live.weights(), live.firstMoment(), live.secondMoment());
            return live;
        }

        private static void copy(float[] from, float[] to) {
            System.arraycopy(from, 0, to, 0, to.length);
        }
    }

    private static final class WritesBatch extends ForwardingTrainingPlan {
        WritesBatch(TrainingPlan plan) {
            super(plan);
        }

        @Override
        public float computeGradients(float[] inputs, float[] targets) {
            float loss = plan.computeGradients(inputs, targets);
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = Math.max(inputs[i], 0);
            }
            return loss;
        }
    }

    private static final class LosesMoments extends ForwardingTrainingPlan {
        LosesMoments(TrainingPlan plan) {
            super(plan);
        }

        @Override
        public TrainingState snapshot() {
            TrainingState whole = plan.snapshot();
            int size = whole.firstMoment().length;
            return new TrainingState(whole.step(), whole.weights(), whole.firstMoment(), new float[size]);
        }
    }

    private static final class FlushesSubnormals extends ForwardingTrainingPlan {
        FlushesSubnormals(TrainingPlan plan) {
            super(plan);
        }

        @Override
        public TrainingState snapshot() {
            TrainingState state = plan.snapshot();
            float[] v = state.secondMoment();
            for (int i = 0; i < v.length; i++) {
                v[i] = Math.abs(v[i]) < Float.MIN_NORMAL ? 0 : v[i];
            }
            return state;
        }
    }

    private static final class NeverCloses extends ForwardingTrainingPlan {
        NeverCloses(TrainingPlan plan) {
            super(plan);
        }

        @Override
        public void close() {}
    }

    private static final class ClosesOnce extends ForwardingTrainingPlan {
        ClosesOnce(TrainingPlan plan) {
            super(plan);
        }

        @Override
        public void close() {
            plan.memoryBytes();
            plan.close();
        }
    }

    private static final class AcceptsAnyGradients extends ForwardingTrainingPlan {
        AcceptsAnyGradients(TrainingPlan plan) {
            super(plan);
        }

        @Override
        public void writeGradients(float[] source) {
            float[] cut = new float[plan.snapshot().firstMoment().length];
            System.arraycopy(source, 0, cut, 0, Math.min(source.length, cut.length));
            plan.writeGradients(cut);
        }
    }

    private static final class SaysNothing extends ForwardingTrainingPlan {
        SaysNothing(TrainingPlan plan) {
            super(plan);
        }

        @Override
        public String describe() {
            plan.describe();
            return "";
        }
    }

    /** A plan whose gradients vary as if threads added in arbitrary order. */
    private static final class NoisyGradients extends ForwardingTrainingPlan {
        private static final AtomicLong CALLS = new AtomicLong();

        NoisyGradients(TrainingPlan plan) {
            super(plan);
        }

        @Override
        public void readGradients(float[] destination) {
            plan.readGradients(destination);
            int i = (int) (CALLS.getAndIncrement() % destination.length);
            destination[i] = Math.nextUp(destination[i]);
        }
    }

    private static final class IgnoresGradients extends ForwardingTrainingPlan {
        IgnoresGradients(TrainingPlan plan) {
            super(plan);
        }

        @Override
        public void writeGradients(float[] source) {
            plan.writeGradients(source.clone());
            plan.writeGradients(new float[source.length]);
        }
    }

    private static final class PilesGradientsUp extends ForwardingTrainingPlan {
        PilesGradientsUp(TrainingPlan plan) {
            super(plan);
        }

        @Override
        public float computeGradients(float[] inputs, float[] targets) {
            float[] sum = new float[plan.snapshot().firstMoment().length];
            plan.readGradients(sum);
            float loss = plan.computeGradients(inputs, targets);
            float[] gradients = new float[sum.length];
            plan.readGradients(gradients);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += gradients[i];
            }
            plan.writeGradients(sum);
            return loss;
        }
    }

    private static final class ForwardWithoutStatistics extends ForwardingTrainingPlan {
        ForwardWithoutStatistics(TrainingPlan plan) {
            super(plan);
        }

        @Override
        public float forward(float[] inputs, float[] targets) {
            TrainingState before = plan.snapshot();
            float loss = plan.forward(inputs, targets);
            plan.load(before);
            return loss;
        }
    }

    private static final class StaleStatistics implements InferencePlan {
        private final InferencePlan plan;
        private float[] first;

        StaleStatistics(InferencePlan plan) {
            this.plan = plan;
        }

        @Override
        public void load(Weights weights) {
            if (first == null) {
                first = weights.movingStatistics().clone();
            }
            plan.load(new Weights(weights.parameters(), first));
        }

        @Override
        public void run(float[] inputs, float[] outputs) {
            plan.run(inputs, outputs);
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
}
