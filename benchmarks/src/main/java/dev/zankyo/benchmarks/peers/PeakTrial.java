package dev.zankyo.benchmarks.peers;

import dev.zankyo.backend.PeakMeter;

/**
 * A program that measures the machine's peak, in a process of its own with the Vector API. {@code PeakTrial THREADS
 * SECONDS} prints float32 GFLOP/s.
 */
final class PeakTrial {
    private PeakTrial() {}

    public static void main(String[] arguments) {
        PeakMeter meter = PeakMeter.find().orElseThrow();
        int threads = Integer.parseInt(arguments[0]);
        System.out.println(
                meter.measure(threads, Double.parseDouble(arguments[1])).gigaflops());
    }
}
