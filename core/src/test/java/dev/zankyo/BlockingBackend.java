package dev.zankyo;

import dev.zankyo.backend.Availability;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A backend whose first inference blocks until it is released; later inferences run normally. */
public final class BlockingBackend implements ComputeBackend, AutoCloseable {
    private final ComputeBackend backend;
    private final AtomicBoolean first = new AtomicBoolean(true);
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    public BlockingBackend(ComputeBackend backend) {
        this.backend = backend;
    }

    /** Waits until the first inference has started. */
    public void awaitRun() throws InterruptedException {
        running.await();
    }

    /** Lets the first inference continue. */
    public void release() {
        released.countDown();
    }

    /** Releases the first inference, so that a failing test ends. */
    @Override
    public void close() {
        release();
    }

    @Override
    public String name() {
        return "blocking";
    }

    @Override
    public int priority() {
        return backend.priority();
    }

    @Override
    public Availability availability() {
        return backend.availability();
    }

    @Override
    public TrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
        return backend.compileTraining(graph, spec);
    }

    @Override
    public InferencePlan compileInference(Graph graph, InferenceSpec spec) {
        return new Plan(backend.compileInference(graph, spec));
    }

    private final class Plan implements InferencePlan {
        private final InferencePlan plan;

        private Plan(InferencePlan plan) {
            this.plan = plan;
        }

        @Override
        public void load(Weights weights) {
            plan.load(weights);
        }

        @Override
        public void run(float[] inputs, float[] outputs) {
            if (first.getAndSet(false)) {
                running.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
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
