package dev.zankyo.cli.bench;

import java.util.Arrays;

/** The times of single steps. Not thread-safe. */
final class Timings {
    private long[] nanos = new long[1024];
    private int count;

    /**
     * Runs steps for {@code seconds} seconds, at least one step, and records their times.
     *
     * @return steps per second
     */
    double measure(Runnable step, double seconds) {
        long began = System.nanoTime();
        long end = began + (long) (seconds * 1e9);
        long before = began;
        int steps = 0;
        do {
            step.run();
            long after = System.nanoTime();
            add(after - before);
            before = after;
            steps++;
        } while (before < end);
        return steps * 1e9 / (before - began);
    }

    void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = time;
    }

    /** Returns the number of recorded steps. */
    int count() {
        return count;
    }

    /**
     * Returns the smallest time in milliseconds that this percentage of the steps did not exceed (nearest rank).
     *
     * @param percentage above 0, at most 100
     */
    double percentileMillis(double percentage) {
        if (count == 0) {
            throw new IllegalStateException("timings: there must be at least one");
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(percentage / 100 * count) - 1] * 1e-6;
    }
}
