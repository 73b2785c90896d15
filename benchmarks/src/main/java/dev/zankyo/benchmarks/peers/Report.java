package dev.zankyo.benchmarks.peers;

import java.util.List;
import java.util.Map;

/**
 * A run, as stored in {@code peers.json}.
 *
 * @param date day of the run, ISO 8601
 * @param machine the machine
 * @param jdk the virtual machine of all contestants
 * @param rounds number of rounds; a round has one process for each contestant and case
 * @param warmUpSeconds time before each measurement, in seconds
 * @param seconds time of each measurement, in seconds
 * @param roofs the machine's peak in float32 multiply-adds, one entry for each number of threads
 * @param versions the libraries of each contestant, with versions
 * @param rows the figures, one row for each contestant and case
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

    /** The peak in GFLOP/s, measured by fused multiply-adds in registers: median, lowest and highest of the rounds. */
    record Peak(int threads, double gigaflops, double lowest, double highest) {}

    /**
     * The figures of a contestant for a case: medians over the rounds, except that the peak memory is the highest.
     *
     * @param samplesPerSecondOfRounds the throughput in each round, in order. Values of different contestants at the
     *     same index were measured shortly after one another
     * @param roofSamplesPerSecond the throughput at the machine's float32 peak if there were only multiply-adds,
     *     whatever the precision
     * @param roofShare throughput as a fraction of {@code roofSamplesPerSecond}
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

        /** Returns the case that was measured. */
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
