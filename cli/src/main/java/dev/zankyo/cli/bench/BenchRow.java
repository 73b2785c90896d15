package dev.zankyo.cli.bench;

import dev.zankyo.backend.Roof;
import java.util.OptionalDouble;

/**
 * The result of a case.
 *
 * @param what the case
 * @param samplesPerSecond the median of the rounds
 * @param latencyP50Millis the median time of a step
 * @param latencyP99Millis the time that 99 of 100 steps did not exceed
 * @param roofSamplesPerSecond what arithmetic alone would allow; empty if the roof is unknown
 * @param peakMemoryMib the most memory the process held that ran it and nothing else
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
    static double roofSamplesPerSecond(BenchCase what, Roof roof) {
        return roof.gigaflops(what.precision()) * 1e9 / what.flops();
    }
}
