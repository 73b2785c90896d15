package dev.zankyo.report;

import dev.zankyo.io.FileError;
import java.util.List;

/** What was found wrong or strange in the recordings before the first epoch. */
final class Findings {
    private Findings() {}

    record View(boolean any, List<String> findings) {}

    static Section of(List<String> findings) {
        List<String> lines = findings.stream().map(FileError::printable).toList();
        return Section.full(
                "What the doctor found in the data", Templates.render("findings", new View(!lines.isEmpty(), lines)));
    }
}
