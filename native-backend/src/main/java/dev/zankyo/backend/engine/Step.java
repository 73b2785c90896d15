package dev.zankyo.backend.engine;

/** A piece of a phase: one instruction for one slice, or a worker's part of work that belongs to no image. */
final class Step {
    private final Activity activity;
    private final Runnable task;
    private final int images;
    private long nanos;
    private long runs;

    /**
     * Creates a step.
     *
     * @param activity the description of the work, shared by all pieces of one instruction
     * @param task the work
     * @param images the number of images; 0 for work that belongs to no image
     */
    Step(Activity activity, Runnable task, int images) {
        this.activity = activity;
        this.task = task;
        this.images = images;
    }

    Activity activity() {
        return activity;
    }

    int images() {
        return images;
    }

    /** Returns the time spent in timed runs, in nanoseconds. */
    long nanos() {
        return nanos;
    }

    /** Returns the number of timed runs. */
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
