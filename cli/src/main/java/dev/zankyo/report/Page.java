package dev.zankyo.report;

import dev.zankyo.io.Digest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The HTML file: sections, charts, style and scripts, under a content security policy that allows the page's own
 * content only.
 */
final class Page {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private Page() {}

    /** A figure at the top of the page. */
    record Tile(String value, String label) {}

    /** A section with its anchor. */
    record Part(String id, String width, String title, String html) {}

    record View(
            String policy,
            String style,
            String title,
            String subtitle,
            List<Tile> tiles,
            List<Part> parts,
            String charts,
            String library,
            String script) {}

    static String html(String title, String subtitle, List<Tile> tiles, List<Section> sections) {
        String style = Templates.resource(UPLOT + "uPlot.min.css") + Templates.resource("page.css");
        String library = Templates.resource(UPLOT + "uPlot.iife.min.js");
        String script = Templates.resource("page.js");
        String policy = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; media-src data:; "
                + "style-src " + hash(style) + "; script-src " + hash(library) + " " + hash(script);
        List<Part> parts = new ArrayList<>();
        for (Section section : sections) {
            parts.add(new Part("part-" + (parts.size() + 1), section.width(), section.title(), section.html()));
        }
        String charts = Chart.json(
                sections.stream().flatMap(section -> section.charts().stream()).toList());
        return Templates.render(
                "page", new View(policy, style, title, subtitle, tiles, parts, charts, library, script));
    }

    /** Returns the source expression by which a content security policy names an inline script or style. */
    private static String hash(String text) {
        byte[] digest = HexFormat.of().parseHex(Digest.of(text));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
