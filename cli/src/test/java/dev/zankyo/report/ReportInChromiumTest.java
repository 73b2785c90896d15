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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser sees it; skipped where there is no Chromium. Its pictures stay in {@code target/report}. */
final class ReportInChromiumTest {
    private static final Path PICTURES = Path.of("target", "report");

    @TempDir
    Path folder;

    private Chromium chromium;

    @BeforeEach
    void browser() throws IOException {
        Optional<Chromium> found = Chromium.find(folder);
        assumeTrue(found.isPresent(), "no chromium on the path: the report was not opened in a browser");
        chromium = found.get();
        Files.createDirectories(PICTURES);
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
        assertEquals(count(visit.dom(), "class=\"chart\""), count(visit.dom(), "<canvas"));
        assertEquals(7, count(visit.dom(), "<td class=\"right s"));
        assertFalse(visit.dom().contains("<img src=\"http"));

        Path dark = PICTURES.resolve("dark.png");
        assertQuiet(chromium.open(page, 1200, 4200, true, dark.toAbsolutePath()));
        assertTrue(brightness(light) > 0.8, "light");
        assertTrue(brightness(dark) < 0.25, "dark");
    }

    @Test
    void report_onATelephone_needsNoSidewaysScrolling() throws IOException {
        report();
        assertFitsATelephone("telephone.png");
    }

    @Test
    void sweep_onATelephone_needsNoSidewaysScrolling() throws IOException {
        sweep();
        assertFitsATelephone("sweep-telephone.png");
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

    /** A frame of the width of a telephone, in a page that measures it: windows are not that narrow. */
    private void assertFitsATelephone(String picture) throws IOException {
        Path frame = folder.resolve("frame.html");
        Files.writeString(frame, """
                <body style="margin:0"><iframe src="report.html" width="390" height="2600" style="border:0"></iframe>
                <script>onload = () => {
                  const page = document.querySelector('iframe').contentDocument.documentElement;
                  document.body.dataset.surplus = page.scrollWidth - page.clientWidth;
                  document.body.dataset.drawn = page.dataset.charts;
                }</script>
                """);
        Visit visit =
                chromium.open(frame, 500, 2600, false, PICTURES.resolve(picture).toAbsolutePath());
        assertQuiet(visit);
        assertTrue(visit.dom().contains("data-surplus=\"0\" data-drawn=\"drawn\""), visit::dom);
    }

    @Test
    void chromium_pageThatCallsHomeAndFails_isFoundOut() throws IOException {
        Path page = folder.resolve("bad.html");
        Files.writeString(page, "<img src='http://example.org/x'><script>throw new Error('bad')</script>");
        Visit visit = chromium.open(page, 500, 500, false, folder.resolve("bad.png"));
        assertTrue(visit.requests().toString().contains("GET http://example.org/x "), visit.requests()::toString);
        assertTrue(visit.console().toString().contains("bad"), visit.console()::toString);
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
