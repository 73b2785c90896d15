package dev.zankyo.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The section with the settings in which compared runs differ. */
final class SettingDifferences {
    private SettingDifferences() {}

    record Row(String name, List<String> values) {}

    record View(boolean any, List<String> runs, List<Row> settings) {}

    static Section of(Comparison comparison) {
        Set<String> names = new LinkedHashSet<>();
        comparison.runs().forEach(run -> names.addAll(run.settings().keySet()));
        List<Row> rows = names.stream()
                .filter(name -> comparison.runs().stream()
                                .map(run -> Objects.toString(run.settings().get(name)))
                                .distinct()
                                .count()
                        > 1)
                .map(name -> new Row(
                        name,
                        comparison.runs().stream()
                                .map(run -> shown(run.settings().get(name)))
                                .toList()))
                .toList();
        List<String> runs = comparison.runs().stream().map(ComparedRun::name).toList();
        return Section.of("Settings that differ", Templates.render("settings", new View(!rows.isEmpty(), runs, rows)));
    }

    /** Returns a value with the beginning of its checksum only. */
    private static String shown(String value) {
        return value == null ? "–" : value.replaceAll("(sha256 [0-9a-f]{8})[0-9a-f]+", "$1…");
    }
}
