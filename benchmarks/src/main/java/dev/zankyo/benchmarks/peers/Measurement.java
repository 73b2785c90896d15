package dev.zankyo.benchmarks.peers;

import java.util.Arrays;

/**
 * The measurements of one process.
 *
 * @param version of the contestant
 * @param samplesPerSecond over the whole time measured
 * @param latencyP50Ms median of a step or a run, milliseconds
 * @param latencyP99Ms its 99th percentile
 * @param peakMemoryMib largest resident set of the process, all native memory included
 */
record Measurement(
        String version, double samplesPerSecond, double latencyP50Ms, double latencyP99Ms, double peakMemoryMib) {

    /** Returns the measurement of these latencies; sorts the array. */
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

    /** Returns a percentile in milliseconds: the smallest value that this share of all values does not exceed. */
    private static double percentile(long[] sorted, int percent) {
        int rank = Math.ceilDiv(sorted.length * percent, 100);
        return sorted[Math.max(rank, 1) - 1] / 1e6;
    }
}
