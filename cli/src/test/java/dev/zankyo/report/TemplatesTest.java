package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TemplatesTest {
    @Test
    void render_textThatAttacks_isText() {
        String page = Templates.render(
                "findings", new Findings.View(true, List.of("\u001b[31m\u202e<b>&$1\\", "two\n\tlines")));

        assertTrue(page.contains("\\u001b[31m\\u202e&lt;b&gt;&amp;$1\\"), page);
        assertTrue(page.contains("two\n\tlines"), page);
        assertEquals(-1, page.indexOf('\u202e'), page);
    }
}
