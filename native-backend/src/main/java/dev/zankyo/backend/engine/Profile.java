package dev.zankyo.backend.engine;

import dev.zankyo.backend.StepTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The times of the steps of some phases, added up by kind over all workers. */
final class Profile {
    private final Team team;
    private final List<WorkPhase> phases;
    private final int workers;

    Profile(Team team, List<WorkPhase> phases) {
        this.team = team;
        this.phases = phases;
        workers = team.size();
    }

    void set(boolean on) {
        team.setTimed(on);
        steps().forEach(Step::resetTime);
    }

    /** Returns the times by kind, the longest first, and the waiting time last. */
    List<StepTime> times() {
        Map<String, StepTime> byKind = new TreeMap<>();
        for (Step step : steps()) {
            long runs = step.runs();
            var time = new StepTime(
                    step.activity().kind(),
                    step.nanos(),
                    runs * step.images() * step.activity().flops(),
                    runs * step.images() * step.activity().bytes());
            byKind.merge(
                    time.kind(),
                    time,
                    (a, b) -> new StepTime(
                            a.kind(), a.nanos() + b.nanos(), a.flops() + b.flops(), a.bytes() + b.bytes()));
        }
        List<StepTime> times = new ArrayList<>(byKind.values());
        times.sort((a, b) -> Long.compare(b.nanos(), a.nanos()));
        times.add(new StepTime("waiting", team.waitedNanos(), 0, 0));
        return times;
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (WorkPhase phase : phases) {
            for (int worker = 0; worker < workers; worker++) {
                steps.addAll(List.of(phase.steps(worker)));
            }
        }
        return steps;
    }
}
