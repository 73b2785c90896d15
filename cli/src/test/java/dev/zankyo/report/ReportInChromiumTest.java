package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.zankyo.report.Chromium.Visit;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser shows it; skipped where there is no Chromium. Its pictures stay in {@code target/report}. */
@Tag("full")
final class ReportInChromiumTest {
    private static final Path PICTURES = Path.of("target", "report");

    private static Optional<Chromium> browser = Optional.empty();

    @TempDir
    Path folder;

    private Chromium chromium;

    @BeforeAll
    static void startBrowser(@TempDir Path profile) throws IOException {
        browser = Chromium.start(profile);
        Files.createDirectories(PICTURES);
    }

    /** Skips each test separately if there is no browser, so that each is counted as skipped. */
    @BeforeEach
    void requireBrowser() {
        assumeTrue(browser.isPresent(), "no chromium on the path: the report was not opened in a browser");
        chromium = browser.get();
    }

    @AfterAll
    static void endBrowser() {
        browser.ifPresent(Chromium::close);
    }

    private Path report() {
        Path page = folder.resolve("report.html");
        List<String> classes = List.of("bell", "chirp", "clap", "hum", "knock", "noise", Runs.HOSTILE);
        Runs.report(classes, 12, 15, Optional.of(List.of("folder: 3 silent recordings (" + Runs.HOSTILE + ")")))
                .write(page);
        return page;
    }

    private static void assertQuiet(Visit visit) {
        assertAll(() -> assertEquals(List.of(), visit.console()), () -> assertEquals(List.of(), visit.requests()));
    }

    private static int count(String text, String regex) {
        return (int) Pattern.compile(regex).matcher(text).results().count();
    }

    private Path sweep() {
        Path page = folder.resolve("report.html");
        Runs.sweep().write(page);
        return page;
    }

    @Test
    void report_inLightAndDark_isDrawnInQuiet() throws IOException {
        Path page = report();
        Path light = PICTURES.resolve("light.png");
        Visit visit = chromium.open(page, 1200, 4200, false, light.toAbsolutePath());
        assertQuiet(visit);
        assertTrue(visit.dom().contains("data-charts=\"drawn\""), visit::dom);
        assertEquals(count(visit.dom(), "class=\"chart( small)?\"") + 1, count(visit.dom(), "<canvas"), "and the map");
        assertEquals(7, count(visit.dom(), "<td class=\"right s"));
        assertFalse(visit.dom().contains("<img src=\"http"));
        int verdict = visit.dom().indexOf("<p class=\"outcome\"><b>77 of 105 test rows</b>");
        assertTrue(verdict > 0 && verdict < visit.dom().indexOf("id=\"accuracy\""), "the verdict is first");

        Path dark = PICTURES.resolve("dark.png");
        assertQuiet(chromium.open(page, 1200, 4200, true, dark.toAbsolutePath()));
        assertTrue(brightness(light) > 0.8, "light");
        assertTrue(brightness(dark) < 0.25, "dark");
    }

    @Test
    void report_onATelephone_needsNoSidewaysScrolling() {
        assertFitsATelephone(report(), "telephone.png");
    }

    @Test
    void sweep_onATelephone_needsNoSidewaysScrolling() {
        assertFitsATelephone(sweep(), "sweep-telephone.png");
    }

    @Test
    void sweep_inDark_isDrawnInQuiet() throws IOException {
        Path dark = PICTURES.resolve("sweep-dark.png");
        Visit visit = chromium.open(sweep(), 1200, 2100, true, dark.toAbsolutePath());
        assertQuiet(visit);
        assertEquals(6, count(visit.dom(), "<canvas"), "accuracy and loss by three choices");
        assertEquals(24 + 8 + 2, count(visit.dom(), "<td class=\"(right s[0-9])?\">"), visit::dom);
        assertEquals(8 + 2 + 1, count(visit.dom(), "<td class=\"right s"), "those that went on, and the winner");
        assertEquals(3, count(visit.dom(), ">diverged <"), visit::dom);
        assertTrue(visit.dom().contains("train --sounds='&lt;/script&gt;&lt;script&gt;alert(1)"), visit::dom);
        assertTrue(brightness(dark) < 0.25, "dark");
    }

    private void assertFitsATelephone(Path page, String picture) {
        Visit visit =
                chromium.open(page, 390, 2600, false, PICTURES.resolve(picture).toAbsolutePath());
        assertQuiet(visit);
        assertTrue(visit.dom().contains("data-charts=\"drawn\""), visit::dom);
        assertEquals(0, visit.overflow(), "pixels");
    }

    @Test
    void chromium_pageThatCallsHomeAndFails_isFoundOut() throws IOException {
        Visit visit = visit("<img src='http://example.org/x'><img src='other.png'><p style='width:600px'>wide</p>"
                + "<script>throw new Error('bad')</script>");
        assertEquals(
                List.of(
                        "http://example.org/x",
                        folder.resolve("other.png").toUri().toString()),
                visit.requests());
        assertTrue(visit.console().toString().contains("Error: bad"), visit.console()::toString);
        assertTrue(visit.overflow() > 90, visit.overflow() + " pixels");
    }

    @Test
    void chromium_callsOfAnotherPage_areNotThePages() throws IOException {
        Visit caller = visit("<script>new WebSocket('ws://example.org/1');"
                + " setInterval(() => fetch('http://example.org/2').catch(() => {}), 1)</script>");
        assertEquals("ws://example.org/1", caller.requests().getLast());
        assertQuiet(visit("<p>While the other page calls and calls."));
    }

    private Visit visit(String html) throws IOException {
        Path page = Files.createTempFile(folder, "page", ".html");
        Files.writeString(page, html);
        return chromium.open(page, 500, 500, false, folder.resolve("page.png"));
    }

    private static double brightness(Path picture) throws IOException {
        BufferedImage image = ImageIO.read(picture.toFile());
        double sum = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int pixel = image.getRGB(x, y);
                sum += (pixel >> 16 & 255) + (pixel >> 8 & 255) + (pixel & 255);
            }
        }
        return sum / (3 * 255.0 * image.getWidth() * image.getHeight());
    }
}
