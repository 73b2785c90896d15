package dev.zankyo.backend.jvm;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that walk a list of phases together. The caller of {@link #run} is worker 0; the others are daemon threads that
 * live until {@link #close}. Each worker takes a fixed share of every phase's pieces and waits for the rest at its end: first
 * spinning, since phases are microseconds long, then parked. Nothing is allocated in a run.
 */
final class Team implements AutoCloseable {
    /** About a tenth of a millisecond, longer than a phase's usual imbalance. */
    private static final int SPINS = 4000;

    private final Worker[] workers;
    private final int spins;
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile int generation;
    private volatile Throwable failure;
    private volatile boolean closed;
    private Phase[] phases;

    private static final class Worker {
        volatile Thread thread;
        volatile boolean parked;
    }

    /** A team of {@code size}, the caller among them. */
    Team(int size) {
        workers = new Worker[size];
        spins = size <= Runtime.getRuntime().availableProcessors() ? SPINS : 0;
        for (int i = 0; i < size; i++) {
            workers[i] = new Worker();
        }
        for (int i = 1; i < size; i++) {
            int number = i;
            Thread thread = new Thread(() -> serve(number), "zankyo-java-" + number);
            thread.setDaemon(true);
            workers[i].thread = thread;
            try {
                thread.start();
            } catch (OutOfMemoryError e) { // the system gives no more threads: those there are must not wait for ever
                close();
                throw e;
            }
        }
    }

    int size() {
        return workers.length;
    }

    /** Runs the phases in order. What a piece throws is thrown here, after all workers have stopped. */
    void run(Phase[] work) {
        workers[0].thread = Thread.currentThread();
        phases = work;
        meet(0);
        walk(0);
        Throwable thrown = failure;
        failure = null;
        if (thrown != null) {
            throw new IllegalStateException("java backend: a worker failed", thrown);
        }
    }

    private void serve(int number) {
        while (true) {
            meet(number);
            if (closed) {
                return;
            }
            walk(number);
        }
    }

    private void walk(int number) {
        for (Phase phase : phases) {
            if (failure == null) {
                try {
                    int from = (int) ((long) phase.pieces() * number / workers.length);
                    int to = (int) ((long) phase.pieces() * (number + 1) / workers.length);
                    if (from < to) {
                        phase.work().run(from, to, number);
                    }
                } catch (Throwable e) { // the others must not wait for ever; run() throws it on
                    failure = e;
                }
            }
            meet(number);
        }
    }

    /** Returns when every worker has come, or none will because the team is closed. */
    private void meet(int number) {
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
        Worker self = workers[number];
        self.parked = true; // set before generation is read again: one of both sides sees the other's write
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
