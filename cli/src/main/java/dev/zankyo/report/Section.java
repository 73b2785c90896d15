package dev.zankyo.report;

import java.util.List;

/**
 * A section of the page.
 *
 * @param title its heading
 * @param width a class of the style sheet: full, or half where two find room beside each other
 * @param html its content, escaped already
 * @param charts what is to be drawn into elements of the content
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
