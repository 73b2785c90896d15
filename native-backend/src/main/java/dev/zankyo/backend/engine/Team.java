package dev.zankyo.backend.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A team of threads that execute a list of phases together, with a barrier after every phase. The caller of
 * {@link #run} is worker 0; the others are daemon threads that live until {@link #close}.
 *
 * <p>At a barrier a worker first spins, since phases are microseconds long, then yields its core, then parks. A run
 * allocates nothing.
 */
final class Team implements AutoCloseable {
    /**
     * The number of spins, which take about ten microseconds. If another process occupies the late worker's core,
     * spinning wastes this core.
     */
    private static final int SPINS = 500;

    /**
     * The number of yields. On a quiet machine they return at once and act as spins; on a busy one they let the late
     * worker run.
     */
    private static final int YIELDS = 100;

    private final Worker[] workers;
    private final Runnable enter;
    private final int spins;
    private final int yields;
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile int generation;
    private volatile Throwable failure;
    private volatile boolean closed;
    private WorkPhase[] phases;
    private boolean timed;

    private static final class Worker {
        volatile Thread thread;
        volatile boolean parked;
        long waited;
    }

    /**
     * Creates a team of {@code size} workers, including the caller of {@link #run}.
     *
     * @param enter an action that each thread does once before its first step, and the caller before every run
     */
    Team(int size, Runnable enter) {
        this.enter = enter;
        workers = new Worker[size];
        boolean coreEach = size <= Runtime.getRuntime().availableProcessors();
        spins = coreEach ? SPINS : 0;
        yields = coreEach ? YIELDS : 0;
        for (int i = 0; i < size; i++) {
            workers[i] = new Worker();
        }
        for (int i = 1; i < size; i++) {
            int number = i;
            Thread thread = new Thread(() -> serve(number), "zankyo-" + number);
            thread.setDaemon(true);
            workers[i].thread = thread;
            try {
                thread.start();
            } catch (OutOfMemoryError e) { // the system gives no more threads: end those already started
                close();
                throw e;
            }
        }
    }

    int size() {
        return workers.length;
    }

    /**
     * Runs the phases in order.
     *
     * @throws IllegalStateException if a step threw, after all workers have stopped; the cause is what it threw
     */
    void run(WorkPhase[] work) {
        enter.run();
        workers[0].thread = Thread.currentThread();
        phases = work;
        barrier(0);
        walk(0);
        Throwable thrown = failure;
        failure = null;
        if (thrown != null) {
            throw new IllegalStateException("plan: a worker failed", thrown);
        }
    }

    private void serve(int number) {
        try {
            enter.run();
        } catch (Throwable e) {
            failure = e;
        }
        while (true) {
            barrier(number);
            if (closed) {
                return;
            }
            walk(number);
        }
    }

    private void walk(int number) {
        boolean timed = this.timed; // the caller may change it while others leave a barrier
        for (WorkPhase phase : phases) {
            if (failure == null) {
                try {
                    if (timed) {
                        for (Step step : phase.steps(number)) {
                            step.runTimed();
                        }
                    } else {
                        for (Step step : phase.steps(number)) {
                            step.run();
                        }
                    }
                } catch (Throwable e) { // the others must not wait forever; run() rethrows it
                    failure = e;
                }
            }
            long before = timed ? System.nanoTime() : 0;
            barrier(number);
            if (timed) {
                workers[number].waited += System.nanoTime() - before;
            }
        }
    }

    /** Sets whether steps and waiting are timed from the next run on, and resets the waiting times. */
    void setTimed(boolean timed) {
        this.timed = timed;
        for (Worker worker : workers) {
            worker.waited = 0;
        }
    }

    /**
     * Returns the time that workers have waited for each other in timed runs, in nanoseconds, added up over workers.
     */
    long waitedNanos() {
        long sum = 0;
        for (Worker worker : workers) {
            sum += worker.waited;
        }
        return sum;
    }

    /** Waits until every worker has arrived, or the team is closed. */
    private void barrier(int number) {
        int before = generation;
        if (arrived.incrementAndGet() == workers.length) {
            arrived.set(0);
            generation = before + 1;
            for (Worker worker : workers) {
                if (worker.parked) {
                    LockSupport.unpark(worker.thread);
                }
            }
            return;
        }
        for (int i = 0; i < spins; i++) {
            if (generation != before) {
                return;
            }
            Thread.onSpinWait();
        }
        for (int i = 0; i < yields; i++) {
            if (generation != before) {
                return;
            }
            Thread.yield();
        }
        Worker self = workers[number];
        self.parked = true; // set before generation is read again, so at least one side sees the other's write
        while (generation == before && !closed) {
            LockSupport.park(this);
        }
        self.parked = false;
    }

    /** Ends the threads. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        phases = null;
        for (Worker worker : workers) {
            LockSupport.unpark(worker.thread);
        }
    }
}
