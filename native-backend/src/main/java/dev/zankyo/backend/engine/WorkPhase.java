package dev.zankyo.backend.engine;

import java.util.ArrayList;
import java.util.List;

/** What each worker does until all meet: its steps in their order. None depends on another worker's of the same phase. */
final class WorkPhase {
    private final Step[][] steps;

    private WorkPhase(Step[][] steps) {
        this.steps = steps;
    }

    /** The steps of one worker. */
    Step[] steps(int worker) {
        return steps[worker];
    }

    /** Collects steps for a number of workers. */
    static final class Builder {
        private final List<List<Step>> steps = new ArrayList<>();

        Builder(int workers) {
            for (int worker = 0; worker < workers; worker++) {
                steps.add(new ArrayList<>());
            }
        }

        Builder add(int worker, Activity about, Runnable task, int images) {
            steps.get(worker).add(new Step(about, task, images));
            return this;
        }

        WorkPhase build() {
            return new WorkPhase(
                    steps.stream().map(list -> list.toArray(Step[]::new)).toArray(Step[][]::new));
        }
    }
}
