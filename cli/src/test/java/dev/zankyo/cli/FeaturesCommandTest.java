package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.WavFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of {@code features} on small recordings. */
final class FeaturesCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    private int run(Object... arguments) {
        String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        return Main.run(words, new PrintWriter(new StringWriter()), new PrintWriter(err));
    }

    private static void tone(Path file, double seconds) throws IOException {
        Files.createDirectories(file.getParent());
        double[] samples = IntStream.range(0, (int) (seconds * 8000))
                .mapToDouble(n -> 0.5 * Math.sin(0.1 * n))
                .toArray();
        WavFile.write(samples, 8000, file);
    }

    @Test
    void features_withNames_writesThemInTheFirstColumn() throws IOException {
        Path sounds = folder.resolve("named");
        tone(sounds.resolve("a/1, 2.wav"), 0.3);
        tone(sounds.resolve("b/3.wav"), 0.4);
        Path plain = folder.resolve("plain.csv");
        Path named = folder.resolve("named.csv");
        assertEquals(0, run("features", sounds, "--no-cache", "--out", plain), err::toString);
        assertEquals(0, run("features", sounds, "--no-cache", "--names", "--out", named), err::toString);
        List<String> rows = Files.readAllLines(plain);
        assertTrue(rows.get(1).startsWith("b,"), rows::toString);
        List<String> lines = Files.readAllLines(named);
        assertTrue(lines.get(0).startsWith("id,label,v0,v1,"), lines::toString);
        assertTrue(lines.get(0).endsWith(",v999"), lines::toString);
        assertEquals(List.of("\"a/1, 2.wav\"," + rows.get(0), "b/3.wav," + rows.get(1)), lines.subList(1, 3));
        assertEquals(3, lines.size());
        assertEquals(0, run("features", sounds.resolve("a"), "--no-cache", "--names", "--out", named), err::toString);
        assertTrue(Files.readAllLines(named).get(0).startsWith("id,v0,v1,"), "no class, no label");
    }

    @Test
    void features_ofARecordingThatCannotBeRead_skipsItAndIsOne() throws IOException {
        Path sounds = folder.resolve("damaged");
        tone(sounds.resolve("a/1.wav"), 0.3);
        Files.writeString(sounds.resolve("notes.txt"), "no recording");
        Path csv = folder.resolve("damaged.csv");
        assertEquals(0, run("features", sounds, "--no-cache", "--out", csv), err::toString);
        Files.writeString(sounds.resolve("a/2.wav"), "no sound");
        assertEquals(1, run("features", sounds, "--no-cache", "--out", csv), err::toString);
        assertEquals(1, Files.readAllLines(csv).size());
        assertTrue(err.toString().contains("a/2.wav: must be a sound file"), err::toString);
    }
}
