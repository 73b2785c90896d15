package dev.zankyo.train;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.graph.Graph;

/**
 * A training state with the two plans that an epoch needs: one for full batches and, if the batch size does not divide
 * the rows, one for the remainder. The state moves to the plan in use. Owns both plans. Not safe for several threads.
 */
final class ResizablePlan implements AutoCloseable {
    private final int batchSize;
    private final TrainingPlan full;
    private final TrainingPlan remainder;
    private TrainingPlan current;
    private long fullSteps;

    /**
     * Compiles plans for epochs of {@code rows} rows in batches of the spec's size, or of all rows if there are fewer.
     */
    ResizablePlan(ComputeBackend backend, Graph graph, TrainingSpec spec, int rows) {
        batchSize = Math.min(spec.batchSize(), rows);
        full = backend.compileTraining(graph, resized(spec, batchSize));
        try {
            int rest = rows % batchSize;
            remainder = rest == 0 ? null : backend.compileTraining(graph, resized(spec, rest));
        } catch (RuntimeException | Error e) {
            full.close();
            throw e;
        }
        current = full;
    }

    private static TrainingSpec resized(TrainingSpec spec, int batchSize) {
        return new TrainingSpec(
                batchSize, spec.threads(), spec.precision(), spec.loss(), spec.optimizer(), spec.memoryLimit());
    }

    void load(TrainingState state) {
        current.load(state);
    }

    TrainingState snapshot() {
        return current.snapshot();
    }

    /** Starts timing the steps of full batches. */
    void startProfile() {
        full.setProfiled(true);
        fullSteps = 0;
    }

    /** Passes the time spent since {@link #startProfile} to the listener. */
    void endProfile(TrainingListener listener) {
        listener.onProfile(full.profile(), fullSteps);
    }

    /** Returns the plan for a batch of {@code rows} rows and moves the state to it. Call it once per step. */
    TrainingPlan ofSize(int rows) {
        TrainingPlan wanted = rows == batchSize ? full : remainder;
        if (wanted != current) {
            wanted.load(current.snapshot());
            current = wanted;
        }
        fullSteps += wanted == full ? 1 : 0;
        return wanted;
    }

    @Override
    public void close() {
        full.close();
        if (remainder != null) {
            remainder.close();
        }
    }
}
