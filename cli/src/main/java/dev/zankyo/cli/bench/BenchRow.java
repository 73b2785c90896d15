package dev.zankyo.cli.bench;

import dev.zankyo.backend.Peak;
import java.util.OptionalDouble;

/**
 * The result of a case.
 *
 * @param what the measured case
 * @param samplesPerSecond the median over the rounds
 * @param latencyP50Millis the median time of a step, in milliseconds
 * @param latencyP99Millis the 99th percentile of the time of a step, in milliseconds
 * @param roofSamplesPerSecond the samples per second at the machine's peak FLOP/s; empty if the peak is unknown
 * @param peakMemoryMib the peak memory of its process, in MiB
 */
record BenchRow(
        BenchCase what,
        double samplesPerSecond,
        double latencyP50Millis,
        double latencyP99Millis,
        OptionalDouble roofSamplesPerSecond,
        double peakMemoryMib) {

    /** Returns the measured share of the peak; empty if the peak is unknown. */
    OptionalDouble roofShare() {
        return roofSamplesPerSecond.isPresent()
                ? OptionalDouble.of(samplesPerSecond / roofSamplesPerSecond.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Returns the samples per second at which a case would run at peak arithmetic. */
    static double roofSamplesPerSecond(BenchCase what, Peak roof) {
        return roof.gigaflops(what.precision()) * 1e9 / what.flops();
    }
}
