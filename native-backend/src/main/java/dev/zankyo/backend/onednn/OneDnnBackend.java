package dev.zankyo.backend.onednn;

import dev.zankyo.backend.Availability;
import dev.zankyo.backend.Availability.Unavailable;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.graph.Graph;

/**
 * oneDNN through some binding of its C API. A plan is a list of primitives on one engine, run by the OpenMP threads of the
 * thread that calls it; its memory is outside the heap and freed by {@code close()}.
 */
public abstract class OneDnnBackend implements ComputeBackend {
    private final String name;
    private final int priority;
    private final OneDnnLoader loader;

    /** Loads nothing yet. */
    protected OneDnnBackend(String name, int priority, OneDnnLoader loader) {
        this.name = name;
        this.priority = priority;
        this.loader = loader;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int priority() {
        return priority;
    }

    @Override
    public final Availability availability() {
        return loader.load().availability();
    }

    @Override
    public final TrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
        OneDnnLoader.Result loaded = requireLoaded();
        return new OneDnnTrainingPlan(loaded.oneDnn(), loaded.openMp(), graph, spec);
    }

    @Override
    public final InferencePlan compileInference(Graph graph, InferenceSpec spec) {
        OneDnnLoader.Result loaded = requireLoaded();
        return new OneDnnInferencePlan(loaded.oneDnn(), loaded.openMp(), graph, spec);
    }

    /** What was loaded; throws {@link IllegalStateException} if the backend is unavailable. */
    final OneDnnLoader.Result requireLoaded() {
        OneDnnLoader.Result result = loader.load();
        if (result.availability() instanceof Unavailable unavailable) {
            throw new IllegalStateException("backend " + name + ": must be available; " + unavailable.reason() + " ("
                    + unavailable.remedy() + ")");
        }
        return result;
    }
}
