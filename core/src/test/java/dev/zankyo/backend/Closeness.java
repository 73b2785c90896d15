package dev.zankyo.backend;

import static org.junit.jupiter.api.Assertions.fail;

import dev.zankyo.graph.Parameter;
import java.util.List;

/** The assertions that compare computed values with expected ones. */
final class Closeness {
    private Closeness() {}

    /** Asserts that every element is equal; the two zeros are equal too. */
    static void assertEqual(String what, float[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != actual[i]) {
                fail(what + ": must be exact; expected " + expected[i] + " at " + i + ", got " + actual[i]);
            }
        }
    }

    /** Asserts that every bit is equal. */
    static void assertSameBits(String what, float[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToRawIntBits(expected[i]) != Float.floatToRawIntBits(actual[i])) {
                fail(what + ": must be the same to the last bit; expected " + expected[i] + " at " + i + ", got "
                        + actual[i]);
            }
        }
    }

    /** Asserts that the error of one tensor is within the bound. */
    static void assertClose(String what, float[] expected, float[] actual, double bound) {
        assertClose(what, expected, actual, 0, expected.length, 0, bound);
    }

    /**
     * Asserts that each parameter's part of a flat vector is within the bound. A part's size counts as at least
     * {@code leastShare} of the mean.
     */
    static void assertClose(
            String what,
            List<Parameter> parameters,
            float[] expected,
            float[] actual,
            double bound,
            double leastShare) {
        double meanEnergy = energy(expected, 0, expected.length) / Math.max(expected.length, 1);
        double least = leastShare * leastShare * meanEnergy;
        for (Parameter p : parameters) {
            assertClose(what + " " + p.name(), expected, actual, p.offset(), p.end(), least * p.size(), bound);
        }
    }

    private static void assertClose(
            String what, float[] expected, float[] actual, int from, int to, double leastEnergy, double bound) {
        double error = 0;
        for (int i = from; i < to; i++) {
            double difference = (double) actual[i] - expected[i];
            error += difference * difference;
        }
        double energy = Math.max(energy(expected, from, to), leastEnergy);
        if (!(error <= bound * energy)) {
            fail(what + ": normalised mean squared error must be at most " + bound + "; got " + error / energy
                    + " (the first elements: expected " + expected[from] + ", got " + actual[from] + ")");
        }
    }

    private static double energy(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) values[i] * values[i];
        }
        return sum;
    }
}
