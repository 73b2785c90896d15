package dev.zankyo.cli.terminal;

import dev.zankyo.io.TextWidth;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table that is no wider than the terminal. A heading of two words takes two lines if that narrows its column. */
public final class Table {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A column.
     *
     * @param left whether its cells are aligned to the left
     * @param optional whether it may be left out where the window is too narrow
     */
    private record Column(String heading, boolean left, boolean optional) {}

    private Table(List<Column> columns) {
        this.columns = columns;
    }

    /**
     * Makes a table without rows.
     *
     * @param headings the headings; {@code <} before one aligns its column to the left, and {@code ?} before one lets a
     *     narrow terminal leave the column out
     */
    public static Table of(String... headings) {
        List<Column> columns = new ArrayList<>();
        for (String heading : headings) {
            columns.add(
                    new Column(heading.replaceFirst("^[<?]+", ""), heading.startsWith("<"), heading.startsWith("?")));
        }
        return new Table(columns);
    }

    /** Adds a row with a cell for each column. */
    public void add(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell.toString());
        }
        if (row.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "table: a row needs a cell for each column; expected " + columns.size() + ", got " + row.size());
        }
        rows.add(row);
    }

    /**
     * Prints the table. If it is too wide, it leaves out optional columns, the last one first, and says so; then it
     * cuts the cells of the first column.
     */
    public void print(PrintWriter out) {
        int room = PrintableWriter.columns(out);
        List<Integer> shown =
                new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
        List<String> missing = new ArrayList<>();
        for (int i = columns.size() - 1; i >= 0 && width(shown) > room; i--) {
            if (columns.get(i).optional()) {
                shown.remove((Integer) i);
                missing.addFirst(columns.get(i).heading());
            }
        }
        int tooMuch = Math.max(0, width(shown) - room);
        int first = Math.max(1, width(shown.getFirst()) - tooMuch);
        boolean twoLines = shown.stream().anyMatch(i -> !top(i).isEmpty());
        if (twoLines) {
            print(out, shown, first, shown.stream().map(this::top).toList());
        }
        print(out, shown, first, shown.stream().map(this::bottom).toList());
        for (List<String> row : rows) {
            print(out, shown, first, shown.stream().map(row::get).toList());
        }
        if (!missing.isEmpty()) {
            out.println("(a wider terminal also shows: " + String.join(", ", missing) + ")");
        }
    }

    private void print(PrintWriter out, List<Integer> shown, int first, List<String> cells) {
        String line = IntStream.range(0, shown.size())
                .mapToObj(i -> {
                    int width = i == 0 ? first : width(shown.get(i));
                    String cell = TextWidth.cut(cells.get(i), width);
                    return columns.get(shown.get(i)).left()
                            ? TextWidth.padded(cell, width)
                            : TextWidth.rightAligned(cell, width);
                })
                .collect(Collectors.joining(GAP));
        out.println(line.stripTrailing());
    }

    private int width(List<Integer> shown) {
        return shown.stream().mapToInt(this::width).sum() + GAP.length() * (shown.size() - 1);
    }

    private int width(int column) {
        return Math.max(cells(column), Math.max(TextWidth.of(top(column)), TextWidth.of(bottom(column))));
    }

    private int cells(int column) {
        return rows.stream()
                .mapToInt(row -> TextWidth.of(row.get(column)))
                .max()
                .orElse(0);
    }

    /** Returns the upper line of a heading; empty if one line is narrow enough. */
    private String top(int column) {
        String heading = columns.get(column).heading();
        int space = heading.lastIndexOf(' ');
        return space < 0 || heading.length() <= cells(column) ? "" : heading.substring(0, space);
    }

    private String bottom(int column) {
        String heading = columns.get(column).heading();
        return top(column).isEmpty() ? heading : heading.substring(heading.lastIndexOf(' ') + 1);
    }
}
