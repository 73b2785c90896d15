package dev.zankyo.cli.terminal;

import dev.zankyo.io.TextWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The text of a progress bar.
 *
 * @param name the name of the work
 * @param share the share of the work that is done, in [0, 1]
 * @param seconds the time since the work began
 * @param figures further figures, the most important first
 */
record BarText(String name, double share, double seconds, List<String> figures) {
    private static final int NARROWEST = 10;
    private static final int WIDEST = 30;
    private static final String GAP = "  ";

    /**
     * Returns the bar, the times and the figures. If they do not fit on one line, the figures stand on a second line,
     * and those that do not fit there either are left out.
     */
    String in(int columns) {
        int most = columns - 1; // in the last column, some terminals begin a new line
        String head = String.format(Locale.ROOT, "%s %3d %%", name, (int) (100 * share));
        String tail = fitting(times(), most - TextWidth.of(head) - GAP.length());
        int rest = most - TextWidth.of(head) - TextWidth.of(tail) - GAP.length() - "  []".length();
        String all = String.join(GAP, figures);
        int besideFigures = rest - TextWidth.of(all) - GAP.length();
        if (besideFigures >= NARROWEST || figures.isEmpty()) {
            return head
                    + bar(figures.isEmpty() ? rest : besideFigures)
                    + GAP
                    + tail
                    + (figures.isEmpty() ? "" : GAP + all);
        }
        return head + bar(rest) + (tail.isEmpty() ? "" : GAP + tail) + "\n" + fitting(figures, most);
    }

    private String bar(int room) {
        int width = Math.min(room, WIDEST);
        if (width < NARROWEST) {
            return "";
        }
        int done = (int) (width * share);
        return GAP + "[" + "=".repeat(done) + " ".repeat(width - done) + "]";
    }

    private List<String> times() {
        String elapsed = "elapsed " + duration(seconds);
        return share <= 0
                ? List.of(elapsed)
                : List.of(elapsed + ", remaining " + duration(Math.ceil(seconds / share - seconds)));
    }

    private static String duration(double seconds) {
        long whole = (long) seconds;
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    /** Returns the first figures, as many as fit. */
    private static String fitting(List<String> figures, int columns) {
        List<String> shown = new ArrayList<>();
        int width = -GAP.length();
        for (String figure : figures) {
            width += GAP.length() + TextWidth.of(figure);
            if (width > columns) {
                break;
            }
            shown.add(figure);
        }
        return String.join(GAP, shown);
    }
}
