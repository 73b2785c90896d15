package dev.zankyo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A collector of the labels of a file: a number per row, and the names that the numbers stand for. */
final class LabelColumn {
    /**
     * A label of a file.
     *
     * @param name the class name
     * @param line the line of its first row, from 1
     */
    record Label(String name, int line) {}

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Label> labels = new ArrayList<>();
    private int[] rows = new int[1024];
    private int size;

    /** Adds a row's label; null for none. */
    void add(String name, int line) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, Math.multiplyExact(size, 2));
        }
        rows[size++] = name == null
                ? -1
                : numbers.computeIfAbsent(name, absent -> {
                    labels.add(new Label(name, line));
                    return labels.size() - 1;
                });
    }

    /** Returns the number of rows so far. */
    int size() {
        return size;
    }

    /** Returns the labels in the order of their first rows. */
    List<Label> labels() {
        return List.copyOf(labels);
    }

    /** Returns for each row the index of its label; -1 for none. */
    int[] rows() {
        return Arrays.copyOf(rows, size);
    }
}
