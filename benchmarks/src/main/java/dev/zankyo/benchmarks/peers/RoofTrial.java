package dev.zankyo.benchmarks.peers;

import dev.zankyo.backend.RoofMeter;

/**
 * A program that measures the machine's peak, in a process of its own with the Vector API. {@code RoofTrial THREADS
 * SECONDS} prints float32 GFLOP/s.
 */
final class RoofTrial {
    private RoofTrial() {}

    public static void main(String[] arguments) {
        RoofMeter meter = RoofMeter.find().orElseThrow();
        int threads = Integer.parseInt(arguments[0]);
        System.out.println(
                meter.measure(threads, Double.parseDouble(arguments[1])).gigaflops());
    }
}
