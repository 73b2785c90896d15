package dev.zankyo.backend.onednn;

import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.StepTime;
import dev.zankyo.backend.Weights;
import java.util.List;

/**
 * An inference plan for fewer images than threads, which has two plans for the same graph. One spreads every primitive
 * over several threads; the other computes an image on one thread. Both compute the same bits. {@link SpreadChoice}
 * decides before every run.
 *
 * <p>Spreading is faster on an idle machine. If other programs need the processors, OpenMP's threads wait for each
 * other, and a run can take many times as long.
 */
final class SpreadInferencePlan implements InferencePlan {
    private final InferencePlan spread;
    private final InferencePlan single;
    private final SpreadChoice choice = new SpreadChoice();
    private boolean profiled;

    /** Takes ownership of both plans. */
    SpreadInferencePlan(InferencePlan spread, InferencePlan single) {
        this.spread = spread;
        this.single = single;
    }

    @Override
    public synchronized void load(Weights weights) {
        spread.load(weights);
        single.load(weights);
    }

    @Override
    public synchronized void run(float[] inputs, float[] outputs) {
        boolean spreads = profiled || choice.spreads();
        long began = System.nanoTime();
        (spreads ? spread : single).run(inputs, outputs);
        choice.ran(spreads, System.nanoTime() - began);
    }

    @Override
    public String describe() {
        return spread.describe();
    }

    /** Profiles the spread plan only: while profiling, every run is spread. */
    @Override
    public synchronized void setProfiled(boolean profile) {
        spread.setProfiled(profile);
        profiled = profile;
    }

    @Override
    public List<StepTime> profile() {
        return spread.profile();
    }

    @Override
    public long memoryBytes() {
        return spread.memoryBytes() + single.memoryBytes();
    }

    @Override
    public synchronized void close() {
        spread.close();
        single.close();
    }
}
