package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.WavFile;
import dev.zankyo.launcher.Program;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests training and prediction with recordings whose names and classes an attacker chose. Nothing is written outside
 * the user's folders, and the attacker's text reaches terminal and report as text only.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such file names")
@Survives(
        promise = Promise.SECURITY,
        what =
                "hostile names of classes and files through `features`, `train --sounds`, `evaluate`, `predict`, `compare`, `plot` and the report:"
                        + " nothing written outside the chosen folders, no control character shown, no element of HTML")
@Tag("full")
final class HostileRunIT {
    private static final List<String> CLASSES = List.of(
            "red\u001b[31m\u0007!", "drow\u202etxet", "</script><img src=x onerror=alert(1)>&'", "../../../escape");

    /** The name of a second run's folder. */
    private static final String SECOND = "<img src=x onerror=alert(2)>\u001b[2J\u202e";

    @TempDir
    private static Path folder;

    /** The text on standard output and standard error, by command. */
    private static final Map<String, String> SHOWN = new TreeMap<>();

    private static final Map<String, byte[]> GIVEN = new TreeMap<>();

    @BeforeAll
    static void run() throws IOException, InterruptedException {
        StringBuilder labels = new StringBuilder();
        Path sounds = Files.createDirectories(folder.resolve("sounds"));
        for (int i = 0; i < 24; i++) {
            String name = name(i);
            double[] samples = new double[1600];
            for (int n = 0; n < samples.length; n++) {
                samples[n] = 0.5 * Math.sin(2 * Math.PI * (300 + 400 * (i % 4) + i) * n / 8000);
            }
            WavFile.write(samples, 8000, sounds.resolve(name));
            labels.append(name).append(",\"").append(CLASSES.get(i % 4)).append("\"\n");
        }
        Files.writeString(folder.resolve("labels.csv"), labels);
        for (String place : List.of("home", "cache", "temporary", "current")) {
            Files.createDirectories(folder.resolve(place));
        }
        GIVEN.putAll(files());
        String model = folder.resolve("run/model.safetensors").toString();
        String given = sounds.toString();
        String table = folder.resolve("labels.csv").toString();
        zankyo(
                "features",
                "--sounds",
                given,
                "--labels",
                table,
                "--out",
                folder.resolve("features.csv").toString());
        for (String run : List.of("run", SECOND)) {
            zankyo(
                    "train",
                    "--sounds",
                    given,
                    "--labels",
                    table,
                    "--backend",
                    "java",
                    "--epochs",
                    "1",
                    "--views",
                    "1",
                    "--seed",
                    Integer.toString(run.length()),
                    "--out",
                    folder.resolve(run).toString());
        }
        zankyo(
                "compare",
                "--out",
                folder.resolve("compare.html").toString(),
                folder.resolve("run").toString(),
                folder.resolve(SECOND).toString());
        zankyo(
                "plot",
                "--model",
                model,
                "--backend",
                "java",
                "--out",
                folder.resolve("plot.svg").toString(),
                sounds.resolve(name(0)).toString());
        zankyo("evaluate", "--model", model, "--sounds", given, "--labels", table, "--backend", "java");
        zankyo("predict", "--model", model, "--top", "4", "--backend", "java", given);
    }

    private static String name(int number) {
        return "<b>\u001b[2J\u202e" + number + ".wav";
    }

    /** Runs a command of the packaged program in folders that only it uses. */
    private static void zankyo(String... arguments) throws IOException, InterruptedException {
        Path shown = Files.createTempFile(folder, "shown", ".txt");
        ProcessBuilder builder = Program.onNew(folder.resolve("current"))
                .options("-Duser.home=" + folder.resolve("home"), "-Djava.io.tmpdir=" + folder.resolve("temporary"))
                .builder(arguments);
        builder.environment().put("HOME", folder.resolve("home").toString());
        builder.environment().put("TMPDIR", folder.resolve("temporary").toString());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        int exitCode = builder.redirectErrorStream(true)
                .redirectOutput(shown.toFile())
                .start()
                .waitFor();
        String text = Files.readString(shown);
        Files.delete(shown);
        assertEquals(0, exitCode, text);
        SHOWN.put(arguments[0], text);
    }

    /** Returns the content of every file, by its path within the folder. */
    private static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @Test
    void files_thatAppear_areWhereTheUserSaid() throws IOException {
        Map<String, byte[]> now = files();
        List<String> stray = new ArrayList<>(now.keySet());
        stray.removeAll(GIVEN.keySet());
        assertTrue(stray.remove("features.csv"), stray::toString);
        assertTrue(stray.remove("run/model.safetensors"), stray::toString);
        assertTrue(stray.removeAll(List.of("compare.html", "plot.svg")), stray::toString);
        stray.removeIf(name -> name.matches("home/\\.java/fonts/[^/]+/[^/]+")); // the JDK's list of fonts, by plot
        stray.removeIf(name -> name.startsWith(SECOND + "/"));
        stray.removeIf(name -> name.matches("run/[^/]+|cache/zankyo/(classes|rows)/[^/]+"));
        assertEquals(List.of(), stray);
        for (String name : GIVEN.keySet()) {
            assertEquals(new String(GIVEN.get(name)), new String(now.get(name)), name);
        }
    }

    @Test
    void shown_everyLine_isPlainText() {
        SHOWN.forEach((command, text) -> assertTrue(
                text.codePoints().allMatch(c -> c == '\n' || c == '\t' || isPlain(c)), () -> command + ": " + text));
        assertTrue(SHOWN.get("predict").contains("red\\u001b[31m\\u0007!"), () -> SHOWN.get("predict"));
        assertTrue(SHOWN.get("evaluate").contains("drow\\u202etxet"), () -> SHOWN.get("evaluate"));
    }

    private static boolean isPlain(int c) {
        return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
    }

    /** Checks the text around the map and the table of recordings too: their names are JSON in the page. */
    @ParameterizedTest
    @ValueSource(strings = {"run/report.html", "run/model-card.md", "compare.html", "plot.svg"})
    void page_ofSuchARun_holdsThemAsText(String file) throws IOException {
        String page = Files.readString(folder.resolve(file));
        assertFalse(page.contains("<img src=x"), "an element of a name");
        assertFalse(page.contains("<b>\\u001b") || page.contains("<b>\u001b"), "an element of the file's name");
        assertFalse(page.contains("</script><img"), "the end of a script");
        assertEquals(
                List.of(),
                page.lines()
                        .filter(line -> !line.codePoints().allMatch(c -> c == '\t' || isPlain(c)))
                        .toList());
    }

    @Test
    void report_ofSuchARun_showsTheirText() throws IOException {
        assertTrue(Files.readString(folder.resolve("run/report.html")).contains("&lt;img src"), "the class's name");
        assertTrue(Files.readString(folder.resolve("compare.html")).contains("onerror=alert(2)"), "the run's name");
        assertTrue(Files.readString(folder.resolve("run/report.html")).contains("id=\"map-data\""), "the map");
    }

    @Test
    void predictions_ofSuchARun_haveOneRecordForEachRecording() throws IOException {
        try (CSVParser table =
                CSVFormat.DEFAULT.parse(Files.newBufferedReader(folder.resolve("run/predictions.csv")))) {
            List<CSVRecord> records = table.getRecords();
            assertTrue(records.size() > 4, records::toString);
            records.forEach(row -> assertEquals(records.getFirst().size(), row.size(), row::toString));
        }
    }
}
