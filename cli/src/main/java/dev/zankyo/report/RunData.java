package dev.zankyo.report;

import dev.zankyo.data.Finding;
import java.util.List;
import java.util.Optional;

/**
 * The data of a report, as its first section describes them.
 *
 * @param unit the word for one row: recording, segment or row
 * @param heldOut how the test set was held out of the training set, as a sentence without its period
 * @param findings problems of the data, with settings named as options
 * @param trainingSeconds length of each training recording; empty if it is not known
 * @param testSeconds length of each test recording; empty if it is not known
 */
public record RunData(
        String unit, String heldOut, List<Finding> findings, List<Double> trainingSeconds, List<Double> testSeconds) {
    public RunData {
        findings = List.copyOf(findings);
        trainingSeconds = List.copyOf(trainingSeconds);
        testSeconds = List.copyOf(testSeconds);
    }

    /** Returns the data of rows of numbers, which have no length. */
    public static RunData rows(String heldOut, List<Finding> findings) {
        return new RunData("row", heldOut, findings, List.of(), List.of());
    }

    /** Returns in a sentence that training data are in the test set, so the accuracy is too high; empty if none are. */
    Optional<String> overlap() {
        return findings.stream()
                .filter(finding -> finding.kind() == Finding.Kind.IN_BOTH_SETS)
                .findFirst()
                .map(finding -> Words.sentence(finding.text()) + ".");
    }

    /** Returns a number of rows in words, such as {@code 7 recordings}. */
    String count(long number) {
        return Words.count(number, unit, unit + "s");
    }

    /** Returns in words what a set consists of: {@code 21 recordings, 1 min 03 s}. */
    String summary(int rows, List<Double> seconds) {
        double[] sorted =
                seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            return count(rows);
        }
        double total = 0;
        for (double length : sorted) {
            total += length;
        }
        return count(rows) + ", " + Words.time(total) + " in all (the shortest " + Words.time(sorted[0])
                + ", the median " + Words.time(sorted[(sorted.length - 1) / 2]) + ", the longest "
                + Words.time(sorted[sorted.length - 1]) + ")";
    }
}
