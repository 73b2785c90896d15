package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page by keyboard, to a screen reader and on paper; skipped where there is no Chromium. axe-core judges it. */
@Tag("full")
final class AccessibilityInChromiumTest {
    private static final String AXE =
            Templates.resource("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js") + "\n;0";
    private static final int TAB = 9;
    private static final int RIGHT = 39;

    private static Optional<Chromium> browser = Optional.empty();

    @TempDir
    Path folder;

    private Chromium chromium;

    @BeforeAll
    static void startBrowser(@TempDir Path profile) {
        browser = Chromium.start(profile);
    }

    @BeforeEach
    void requireBrowser() {
        assumeTrue(browser.isPresent(), "no chromium on the path: the report was not opened in a browser");
        chromium = browser.get();
    }

    @AfterAll
    static void endBrowser() {
        browser.ifPresent(Chromium::close);
    }

    private void open(String html, int width, boolean dark) throws IOException {
        Path page = Files.writeString(folder.resolve("page.html"), html);
        chromium.open(page, width, 900, dark, folder.resolve("page.png"));
    }

    private void open(Report report, int width, boolean dark) {
        Path page = folder.resolve("report.html");
        report.write(page);
        chromium.open(page, width, 900, dark, folder.resolve("page.png"));
    }

    private static Report report() {
        return Runs.report(List.of("bell", "chirp", "hum", Runs.HOSTILE), 8, 12, Optional.of(List.of("a finding")));
    }

    private String text(String script) {
        return chromium.evaluate(script).asText();
    }

    /** Returns the serious and critical findings of axe-core, with every part of the page open. */
    private List<String> findings() {
        chromium.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })");
        chromium.evaluate(AXE);
        JsonNode findings = chromium.evaluate("axe.run(document).then(result => result.violations.filter(found =>"
                + " ['serious', 'critical'].includes(found.impact)).map(found => found.id + ' at '"
                + " + found.nodes.map(node => node.target.join(' ')).join(', ')))");
        assertTrue(findings.isArray(), "axe-core did not run");
        return StreamSupport.stream(findings.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
    void report_byAxe_hasNoSeriousFindings(int width, boolean dark) {
        open(report(), width, dark);
        assertEquals(List.of(), findings());
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "390, true"})
    void sweep_byAxe_hasNoSeriousFindings(int width, boolean dark) {
        open(Runs.sweep(), width, dark);
        assertEquals(List.of(), findings());
    }

    @Test
    void badPage_byAxe_isFoundOut() throws IOException {
        open(
                "<html lang=en><title>Bad</title><main><h1>Bad</h1><p style='color:#aaa'>pale<img src=data:,>",
                500,
                false);
        assertEquals(List.of("color-contrast at p", "image-alt at img"), findings());
    }

    @Test
    void firstTab_inAReport_reachesALinkPastTheContents() {
        open(report(), 1280, false);
        chromium.press("Tab", TAB);
        assertEquals("#content", text("document.activeElement.getAttribute('href')"));
        assertEquals("2px", text("getComputedStyle(document.activeElement).outlineWidth"));
        assertTrue(chromium.evaluate("document.activeElement.getBoundingClientRect().top > -0.5")
                .asBoolean());
    }

    @Test
    void arrowKeys_onTheMap_describeEachMark() {
        open(report(), 1280, false);
        assertEquals(
                "96", text("document.getElementById('map').dataset.drawn"), "48 rows, as training and as test set");
        chromium.evaluate("document.querySelector('.map-plot').focus()");
        chromium.press("ArrowRight", RIGHT);
        String first = text("document.querySelector('.map-said').textContent");
        chromium.press("ArrowRight", RIGHT);
        String second = text("document.querySelector('.map-said').textContent");
        assertTrue(first.matches("folder/.* recording of .*, (wrongly )?predicted as .* \\([0-9.]+ %\\)"), first);
        assertTrue(!first.equals(second), second);
        chromium.evaluate("document.querySelector('.map-legend button').click()");
        assertEquals("24", text("document.getElementById('map').dataset.drawn"), "one of four classes");
    }

    @Test
    void paper_ofAReport_showsWhatIsClosedOnTheScreen() {
        open(report(), 800, false);
        String closed = "document.querySelectorAll('details:not([open])').length";
        int before = chromium.evaluate(closed).asInt();
        assertTrue(before >= 3, before + " closed details");
        chromium.evaluate("dispatchEvent(new Event('beforeprint'))");
        chromium.showOn("print");
        assertEquals(0, chromium.evaluate(closed).asInt());
        assertEquals(
                0,
                chromium.evaluate("[...document.querySelectorAll('.scroll')]"
                                + ".filter(box => getComputedStyle(box).overflowX !== 'visible').length")
                        .asInt());
        chromium.showOn("screen");
        chromium.evaluate("dispatchEvent(new Event('afterprint'))");
        assertEquals(before, chromium.evaluate(closed).asInt());
    }

    @Test
    void chart_withoutATable_getsOne() {
        open(report(), 1280, false);
        assertEquals(
                "confidence network network, fewer than 10 rows: uncertain ideal",
                text("[...document.getElementById('reliability').closest('figure').querySelectorAll('thead th')]"
                        + ".map(head => head.textContent).join(' ')"));
    }
}
