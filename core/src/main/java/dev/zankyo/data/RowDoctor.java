package dev.zankyo.data;

import dev.zankyo.data.Finding.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A check of labeled rows before training. It reports problems that would make the model worse or its evaluation
 * misleading, and changes nothing. It reads every row once, and a second time if it may be a duplicate. It needs at
 * most 32 bytes of memory per row.
 */
public final class RowDoctor {
    /** With fewer rows, columns may be constant by chance. */
    private static final int FEWEST_ROWS = 10;

    private static final int SHOWN = 2;

    private final Dataset training;
    private final Dataset test;
    private final int size;
    private final long[] hashes;
    private final float[] means;
    private final float[] deviations;
    private final float[] row;
    private final float[] other;
    private final float[] first;
    private final boolean[] varies;
    private final List<Integer> constantRows = new ArrayList<>();
    private final Pairs inBothSets = new Pairs();
    private final Pairs contradictions = new Pairs();
    private final Pairs duplicates = new Pairs();

    /** Pairs of equal rows: their number, and the first few pairs. */
    private static final class Pairs {
        private final List<int[]> some = new ArrayList<>();
        private int count;

        void add(int one, int same) {
            count++;
            if (some.size() < SHOWN) {
                some.add(new int[] {one, same});
            }
        }
    }

    private RowDoctor(Dataset training, Dataset test) {
        this.training = training;
        this.test = test;
        this.size = training.rowSize();
        int rows = training.size() + test.size();
        this.hashes = new long[rows];
        this.means = new float[rows];
        this.deviations = new float[rows];
        this.row = new float[size];
        this.other = new float[size];
        this.first = new float[size];
        this.varies = new boolean[size];
    }

    /**
     * Returns all findings, most serious first.
     *
     * @param training training rows, each with a label
     * @param test test rows of the same size and classes; may be empty
     */
    public static List<Finding> examine(Dataset training, Dataset test) {
        var doctor = new RowDoctor(training, test);
        doctor.read();
        List<Finding> findings = new ArrayList<>();
        doctor.report(findings);
        return findings;
    }

    private void read() {
        int rows = hashes.length;
        int[] table = new int[Math.max(2, Integer.highestOneBit(rows) << 2)]; // row + 1; 0 is free
        for (int i = 0; i < rows; i++) {
            copy(i, row);
            measure(i);
            place(i, table);
        }
    }

    private void copy(int i, float[] values) {
        if (i < training.size()) {
            training.copyRow(i, values, 0);
        } else {
            test.copyRow(i - training.size(), values, 0);
        }
    }

    private void measure(int i) {
        long hash = 0;
        double sum = 0;
        double squares = 0;
        float origin = row[0];
        boolean constant = true;
        for (float value : row) {
            float centred = value - origin;
            hash = (hash ^ Float.floatToRawIntBits(value + 0f)) * 0x9e3779b97f4a7c15L; // -0 counts as 0
            hash ^= hash >>> 29;
            sum += centred;
            squares += centred * centred;
            constant &= value == origin;
        }
        hashes[i] = hash;
        double mean = sum / size;
        means[i] = (float) (origin + mean);
        deviations[i] = (float) Math.sqrt(Math.max(0, squares / size - mean * mean));
        if (constant) {
            constantRows.add(i);
        }
        if (i == 0) {
            System.arraycopy(row, 0, first, 0, size);
        } else if (i < training.size()) {
            for (int column = 0; column < size; column++) {
                varies[column] |= row[column] != first[column];
            }
        }
    }

    /** Puts a row into the hash table of different rows, or counts it as a duplicate of one there. */
    private void place(int i, int[] table) {
        int mask = table.length - 1;
        int slot = (int) (hashes[i] >>> 32) & mask;
        while (table[slot] != 0) {
            int before = table[slot] - 1;
            if (hashes[before] == hashes[i] && isRow(before)) {
                pair(before, i);
                return;
            }
            slot = slot + 1 & mask;
        }
        table[slot] = i + 1;
    }

    private boolean isRow(int before) {
        copy(before, other);
        for (int column = 0; column < size; column++) {
            if (row[column] != other[column]) {
                return false;
            }
        }
        return true;
    }

    private void pair(int before, int i) {
        boolean across = before < training.size() && i >= training.size();
        Pairs pairs = label(before) != label(i) ? contradictions : across ? inBothSets : duplicates;
        pairs.add(i, before);
    }

    private int label(int i) {
        return i < training.size() ? training.labels()[i] : test.labels()[i - training.size()];
    }

    private void report(List<Finding> findings) {
        report(findings, Kind.IN_BOTH_SETS, inBothSets, "test row", "a training row, so the test is too easy");
        report(findings, Kind.CONTRADICTION, contradictions, "row", "one of another class");
        scale(findings);
        report(findings, Kind.DUPLICATES, duplicates, "row", "another of its class");
        if (!constantRows.isEmpty()) {
            int count = constantRows.size();
            String which = constantRows.stream().limit(SHOWN).map(this::name).collect(Collectors.joining(", "));
            add(
                    findings,
                    Kind.CONSTANT_ROWS,
                    rows(count, "row") + (count == 1 ? " holds" : " hold") + " one value only"
                            + some(which, count > SHOWN));
        }
        constantColumns(findings);
    }

    private void report(List<Finding> findings, Kind kind, Pairs pairs, String subject, String what) {
        if (pairs.count > 0) {
            String examples = pairs.some.stream()
                    .map(pair -> name(pair[0]) + " = " + name(pair[1]))
                    .collect(Collectors.joining(", "));
            add(
                    findings,
                    kind,
                    rows(pairs.count, subject) + (pairs.count == 1 ? " is" : " are") + " the same as " + what
                            + some(examples, pairs.count > SHOWN));
        }
    }

    private void constantColumns(List<Finding> findings) {
        int[] constant =
                IntStream.range(0, size).filter(column -> !varies[column]).toArray();
        if (constant.length > 0 && training.size() >= FEWEST_ROWS) {
            String which = Arrays.stream(constant)
                    .limit(SHOWN)
                    .mapToObj(column ->
                            "band " + (column / training.frames() + 1) + " frame " + (column % training.frames() + 1))
                    .collect(Collectors.joining(", "));
            add(
                    findings,
                    Kind.CONSTANT_COLUMNS,
                    constant.length + " of " + size + " values are the same in every training row"
                            + some(which, constant.length > SHOWN));
        }
    }

    /**
     * Compares test and training rows by the medians of their means and deviations, which are robust against a few odd
     * rows.
     */
    private void scale(List<Finding> findings) {
        int split = training.size();
        if (split < FEWEST_ROWS || test.size() == 0) {
            return;
        }
        float[] trainingMeans = sorted(means, 0, split);
        float[] trainingDeviations = sorted(deviations, 0, split);
        float mean = quantile(sorted(means, split, means.length), 0.5);
        float deviation = quantile(sorted(deviations, split, means.length), 0.5);
        float usual = quantile(trainingDeviations, 0.5);
        boolean shifted = mean < quantile(trainingMeans, 0.05) - usual || mean > quantile(trainingMeans, 0.95) + usual;
        boolean scaled = deviation < quantile(trainingDeviations, 0.05) / 2
                || deviation > 2 * quantile(trainingDeviations, 0.95);
        if (shifted || scaled) {
            add(
                    findings,
                    Kind.OTHER_SCALE,
                    String.format(
                            Locale.ROOT,
                            "test rows are on another scale than training rows; their mean is %.4g and their deviation"
                                    + " %.4g, in training %.4g and %.4g (scale both in the same way)",
                            mean,
                            deviation,
                            quantile(trainingMeans, 0.5),
                            usual));
        }
    }

    private static float[] sorted(float[] values, int from, int to) {
        float[] some = Arrays.copyOfRange(values, from, to);
        Arrays.sort(some);
        return some;
    }

    private static float quantile(float[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))];
    }

    private String name(int i) {
        return i < training.size() ? "training row " + (i + 1) : "test row " + (i - training.size() + 1);
    }

    private static String rows(int count, String subject) {
        return count + " " + subject + (count == 1 ? "" : "s");
    }

    private static String some(String examples, boolean more) {
        return " (" + examples + (more ? ", ...)" : ")");
    }

    private static void add(List<Finding> findings, Kind kind, String text) {
        findings.add(new Finding(kind, text, List.of()));
    }
}
