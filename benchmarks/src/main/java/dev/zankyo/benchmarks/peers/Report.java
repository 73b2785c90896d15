package dev.zankyo.benchmarks.peers;

import java.util.List;
import java.util.Map;

/**
 * A run, as it is written to {@code peers.json}.
 *
 * @param date day of the run, ISO 8601
 * @param machine where
 * @param jdk which virtual machine all contestants ran in
 * @param rounds processes a contestant and case
 * @param warmUpSeconds before each measurement
 * @param seconds of each measurement
 * @param roofs the machine's float32 multiply-adds, one entry a number of threads
 * @param versions of each contestant
 * @param rows one a contestant and case
 */
record Report(
        String date,
        Machine machine,
        String jdk,
        int rounds,
        double warmUpSeconds,
        double seconds,
        List<Peak> roofs,
        Map<String, String> versions,
        List<Row> rows) {

    /** GFLOP/s of fused multiply-adds in registers, median, lowest and highest of the rounds. */
    record Peak(int threads, double gigaflops, double lowest, double highest) {}

    /**
     * A contestant's figures for a case. Medians of the rounds, but the peak memory is the highest.
     *
     * @param samplesPerSecondOfRounds in order: the values of different contestants with one index were measured next
     *     to each other
     * @param roofSamplesPerSecond what the roof would allow if there were nothing but multiply-adds, in float32
     *     whatever the precision
     * @param roofShare samples a second as a share of it
     */
    record Row(
            String backend,
            String mode,
            int batchSize,
            int threads,
            String precision,
            double samplesPerSecond,
            List<Double> samplesPerSecondOfRounds,
            double latencyP50Ms,
            double latencyP99Ms,
            double roofSamplesPerSecond,
            double roofShare,
            double peakMemoryMib) {

        /** Returns the case that was timed. */
        Case what() {
            return new Case(Case.Mode.parse(mode), batchSize, threads, precision);
        }

        static Row of(String backend, Case what, List<Measurement> rounds, double roofSamplesPerSecond) {
            List<Double> rates =
                    rounds.stream().map(Measurement::samplesPerSecond).toList();
            double median = Medians.of(rates);
            return new Row(
                    backend,
                    what.mode().toString(),
                    what.batchSize(),
                    what.threads(),
                    what.precision(),
                    median,
                    rates,
                    Medians.of(rounds.stream().map(Measurement::latencyP50Ms).toList()),
                    Medians.of(rounds.stream().map(Measurement::latencyP99Ms).toList()),
                    roofSamplesPerSecond,
                    median / roofSamplesPerSecond,
                    rounds.stream()
                            .mapToDouble(Measurement::peakMemoryMib)
                            .max()
                            .orElseThrow());
        }
    }
}
