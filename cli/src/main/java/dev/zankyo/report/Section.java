package dev.zankyo.report;

import java.util.List;

/**
 * A section of the page.
 *
 * @param title the heading
 * @param html the content, already escaped
 * @param charts the charts that are drawn into elements of the content
 */
record Section(String title, String html, List<Chart> charts) {
    Section {
        charts = List.copyOf(charts);
    }

    static Section of(String title, String html, Chart... charts) {
        return new Section(title, html, List.of(charts));
    }
}
