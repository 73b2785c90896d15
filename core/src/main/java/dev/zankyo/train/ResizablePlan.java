package dev.zankyo.train;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.graph.Graph;

/**
 * One training state and the two plans an epoch needs: one of the full batch size, and one for the remainder where the batch
 * size does not divide the rows. The state moves to the plan asked for. Owns both plans.
 */
final class ResizablePlan implements AutoCloseable {
    private final int batchSize;
    private final TrainingPlan full;
    private final TrainingPlan remainder;
    private TrainingPlan current;
    private long fullSteps;

    /** Plans for epochs of {@code rows} rows in batches of the spec's size, or of all rows if there are fewer. */
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
                batchSize, spec.threads(), spec.precision(), spec.loss(), spec.optimizer(), spec.mostBytes());
    }

    void load(TrainingState state) {
        current.load(state);
    }

    TrainingState snapshot() {
        return current.snapshot();
    }

    /** Times the steps of the full batch size from now on. */
    void startProfile() {
        full.setProfiled(true);
        fullSteps = 0;
    }

    /** Tells where their time went. */
    void endProfile(TrainingListener listener) {
        listener.onProfile(full.profile(), fullSteps);
    }

    /** The plan for a batch of {@code rows} rows, holding the state; asked for once a step. */
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
