package dev.zankyo.cli.terminal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The colors of a line for people: those of the words that a reader looks for. */
final class Highlights {
    private static final String OFF = "\033[0m";

    /** The control sequence of each pattern. Red is for failures, yellow for warnings, green for success. */
    private static final Map<Pattern, String> COLORS = new LinkedHashMap<>();

    static {
        color("^zankyo: ", "\033[1;31m");
        color("^(?:warning|skipped): ", "\033[33m");
        color("^note: ", "\033[36m");
        color("^epoch +\\d+(?:/\\d+)?", "\033[36m");
        color("\\baccuracy +\\d[\\d.]* %", "\033[1m");
        color("(?<= {2})available(?= {2})|^verified: .*", "\033[32m");
        color("(?<= {2})unavailable(?= {2})", "\033[33m");
        color("^not verified: .*| WRONG$", "\033[31m");
        color("(?<=\\[)=+", "\033[32m");
    }

    private Highlights() {}

    private static void color(String pattern, String sequence) {
        COLORS.put(Pattern.compile(pattern), sequence);
    }

    /** Returns a line with control sequences around its words of interest. */
    static String in(String line) {
        String colored = line;
        for (Map.Entry<Pattern, String> color : COLORS.entrySet()) {
            colored = color.getKey()
                    .matcher(colored)
                    .replaceAll(found -> color.getValue() + found.group().replace("\\", "\\\\") + OFF);
        }
        return colored;
    }
}
