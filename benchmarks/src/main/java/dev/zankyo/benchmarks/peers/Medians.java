package dev.zankyo.benchmarks.peers;

import java.util.List;

/** The median of a few values. */
final class Medians {
    private Medians() {}

    /** Returns the middle value, or the mean of the two middle values if their number is even. */
    static double of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("median: needs a value; got none");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
