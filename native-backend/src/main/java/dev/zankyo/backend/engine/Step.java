package dev.zankyo.backend.engine;

/** A piece of a phase: one instruction for one slice, or a worker's part of something done for all. */
final class Step {
    private final Activity about;
    private final Runnable task;
    private final int images;
    private long nanos;
    private long runs;

    /**
     * @param about what it does; pieces of one instruction share it
     * @param task does it
     * @param images how many images it does it for; 0 if that means nothing
     */
    Step(Activity about, Runnable task, int images) {
        this.about = about;
        this.task = task;
        this.images = images;
    }

    Activity about() {
        return about;
    }

    int images() {
        return images;
    }

    /** The time spent in timed runs. */
    long nanos() {
        return nanos;
    }

    /** The number of timed runs. */
    long runs() {
        return runs;
    }

    void run() {
        task.run();
    }

    void runTimed() {
        long start = System.nanoTime();
        task.run();
        nanos += System.nanoTime() - start;
        runs++;
    }

    void resetTime() {
        nanos = 0;
        runs = 0;
    }
}
