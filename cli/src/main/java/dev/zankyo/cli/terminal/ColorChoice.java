package dev.zankyo.cli.terminal;

import java.util.Locale;
import java.util.Map;

/** The choice of when to color output. */
public enum ColorChoice {
    /** Colors output on a terminal, unless the environment forbids it. */
    AUTO,
    /** Colors output in files and pipes too. */
    ALWAYS,
    NEVER;

    /**
     * Returns whether to color. With {@link #AUTO}, {@code NO_COLOR} with any value but the empty one forbids colors
     * (no-color.org), and so does {@code TERM=dumb}.
     */
    boolean colors(boolean terminal, Map<String, String> environment) {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                terminal
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(environment.get("TERM"));
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
