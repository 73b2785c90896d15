package dev.zankyo.benchmarks.peers;

import java.util.Arrays;

/**
 * The figures that one process measured.
 *
 * @param version the contestant's libraries and their versions
 * @param samplesPerSecond mean over the whole measurement
 * @param latencyP50Ms median time of a step or forward pass, in milliseconds
 * @param latencyP99Ms 99th percentile of that time, in milliseconds
 * @param peakMemoryMib largest resident set of the process in MiB, including native memory
 */
record Measurement(
        String version, double samplesPerSecond, double latencyP50Ms, double latencyP99Ms, double peakMemoryMib) {

    /** Computes the figures from the time of each pass. Sorts {@code nanoseconds} in place. */
    static Measurement of(String version, int batchSize, long[] nanoseconds, double peakMemoryMib) {
        Arrays.sort(nanoseconds);
        double total = Arrays.stream(nanoseconds).sum();
        return new Measurement(
                version,
                1e9 * batchSize * nanoseconds.length / total,
                percentile(nanoseconds, 50),
                percentile(nanoseconds, 99),
                peakMemoryMib);
    }

    /** Returns a percentile in milliseconds: the smallest value that {@code percent} percent of all do not exceed. */
    private static double percentile(long[] sorted, int percent) {
        int rank = Math.ceilDiv(sorted.length * percent, 100);
        return sorted[Math.max(rank, 1) - 1] / 1e6;
    }
}
