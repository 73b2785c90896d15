package dev.zankyo.report;

import java.util.List;

/**
 * A section of the page.
 *
 * @param title the heading
 * @param width the style class: full, or half for two sections side by side
 * @param html the content, already escaped
 * @param charts the charts that are drawn into elements of the content
 */
record Section(String title, String width, String html, List<Chart> charts) {
    Section {
        charts = List.copyOf(charts);
    }

    static Section full(String title, String html, Chart... charts) {
        return new Section(title, "full", html, List.of(charts));
    }

    static Section half(String title, String html, Chart... charts) {
        return new Section(title, "half", html, List.of(charts));
    }
}
