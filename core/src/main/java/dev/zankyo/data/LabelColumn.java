package dev.zankyo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The labels of a file as they come: one number a row, and the names the numbers stand for. */
final class LabelColumn {
    /**
     * A label of a file.
     *
     * @param name as the class is called
     * @param line where it first stands, from 1
     */
    record Label(String name, int line) {}

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Label> labels = new ArrayList<>();
    private int[] rows = new int[1024];
    private int size;

    /** Adds a row's label, or null for none. */
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

    /** How many rows there are so far. */
    int size() {
        return size;
    }

    /** The labels in the order of their first rows. */
    List<Label> labels() {
        return List.copyOf(labels);
    }

    /** The label of each row, as its index among the labels, or -1. */
    int[] rows() {
        return Arrays.copyOf(rows, size);
    }
}
