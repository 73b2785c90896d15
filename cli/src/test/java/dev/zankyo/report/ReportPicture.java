package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Draws the README's picture of a report: trains as the README does, opens the report in Chromium and replaces {@code
 * docs/images/report.png}. Not part of the build, because its name does not end in {@code Test}; CONTRIBUTING has the command.
 */
final class ReportPicture {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 840;

    @TempDir
    Path folder;

    @Test
    void picture_ofARealRun_isDrawn() throws IOException, InterruptedException {
        Process training = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "train")
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, training.waitFor());

        Path picture = Path.of("..", "docs", "images", "report.png");
        Files.createDirectories(picture.getParent());
        Path report = folder.resolve("zankyo-run/report.html");
        try (Chromium browser =
                Chromium.start(Files.createDirectory(folder.resolve("profile"))).orElseThrow()) {
            browser.open(report, WIDTH, HEIGHT, false, picture);
        }
    }
}
