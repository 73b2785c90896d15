package dev.zankyo.report;

import java.util.List;

/** The section with the findings about the recordings. */
final class Findings {
    private Findings() {}

    record View(boolean any, List<String> findings) {}

    static Section of(List<String> findings) {
        return Section.of("Data check", Templates.render("findings", new View(!findings.isEmpty(), findings)));
    }
}
