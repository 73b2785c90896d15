package dev.zankyo.backend.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The steps of each worker between two barriers, in order. No step depends on a step of another worker in the same
 * phase.
 */
final class WorkPhase {
    private final Step[][] steps;

    private WorkPhase(Step[][] steps) {
        this.steps = steps;
    }

    /** Returns the steps of one worker. */
    Step[] steps(int worker) {
        return steps[worker];
    }

    /** A builder that collects steps for a number of workers. */
    static final class Builder {
        private final List<List<Step>> steps = new ArrayList<>();

        Builder(int workers) {
            for (int worker = 0; worker < workers; worker++) {
                steps.add(new ArrayList<>());
            }
        }

        Builder add(int worker, Activity activity, Runnable task, int images) {
            steps.get(worker).add(new Step(activity, task, images));
            return this;
        }

        WorkPhase build() {
            return new WorkPhase(
                    steps.stream().map(list -> list.toArray(Step[]::new)).toArray(Step[][]::new));
        }
    }
}
