package dev.zankyo.report;

import dev.zankyo.io.Digest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The HTML file: sections, charts, style and scripts, under a content security policy that allows the page's own
 * content, and sounds from files of the same machine or site.
 */
final class Page {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private static final List<String> STYLES = List.of(
            UPLOT + "uPlot.min.css",
            "page.css",
            "verdict.css",
            "tables.css",
            "mistakes.css",
            "model-card.css",
            "compare.css",
            "map.css");

    /** The scripts in the order in which they run. Each leaves the parts of the page that it does not know alone. */
    private static final List<String> SCRIPTS = List.of(
            UPLOT + "uPlot.iife.min.js",
            "charts.js",
            "chart-tables.js",
            "recordings.js",
            "sideways.js",
            "players.js",
            "map.js",
            "print.js");

    private Page() {}

    /** A figure at the top of the page. */
    record Tile(String value, String label, String width) {
        Tile(String value, String label) {
            this(value, label, "");
        }
    }

    /** A section with its anchor. */
    record Part(String id, String title, String html) {}

    record View(
            String policy,
            String style,
            String title,
            String subtitle,
            List<Tile> tiles,
            List<Part> parts,
            String charts,
            List<String> scripts) {}

    static String html(String title, String subtitle, List<Tile> tiles, List<Section> sections) {
        String style = STYLES.stream().map(Templates::resource).collect(Collectors.joining());
        List<String> scripts = SCRIPTS.stream().map(Templates::resource).toList();
        String policy =
                "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; media-src data: 'self' file:; "
                        + "style-src " + hash(style) + "; script-src "
                        + scripts.stream().map(Page::hash).collect(Collectors.joining(" "));
        List<Part> parts = new ArrayList<>();
        for (Section section : sections) {
            parts.add(new Part("part-" + (parts.size() + 1), section.title(), section.html()));
        }
        String charts = Chart.json(
                sections.stream().flatMap(section -> section.charts().stream()).toList());
        return Templates.render("page", new View(policy, style, title, subtitle, tiles, parts, charts, scripts));
    }

    /** Returns the source expression by which a content security policy names an inline script or style. */
    private static String hash(String text) {
        byte[] digest = HexFormat.of().parseHex(Digest.of(text));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
