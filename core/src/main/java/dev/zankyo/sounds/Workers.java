package dev.zankyo.sounds;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed-size thread pool that processes numbered tasks. */
final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService pool;

    /** A task for one of many items, given by its number. */
    @FunctionalInterface
    interface Task {
        void run(int number) throws IOException;
    }

    Workers(int threads) {
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads);
    }

    /**
     * Runs a task for each number and waits for all of them. After a failure, no further task starts and the first
     * failure is thrown.
     */
    void forEach(int[] numbers, Task task) throws IOException {
        var next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(pool.submit(() -> {
                for (int at = next.getAndIncrement(); at < numbers.length; at = next.getAndIncrement()) {
                    boolean done = false;
                    try {
                        task.run(numbers[at]);
                        done = true;
                    } finally {
                        next.addAndGet(done ? 0 : numbers.length);
                    }
                }
                return null;
            }));
        }
        Throwable failure = null;
        for (Future<?> each : running) {
            Throwable thrown = outcome(each);
            failure = failure == null ? thrown : failure;
        }
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    private static Throwable outcome(Future<?> task) throws IOException {
        try {
            task.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
