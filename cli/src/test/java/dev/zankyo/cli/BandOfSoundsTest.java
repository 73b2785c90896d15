package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.sounds.Calls;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of {@code train} without a preset, on sounds outside of the presets' frequency bands. */
final class BandOfSoundsTest {
    private static final Pattern ACCURACY = Pattern.compile("test accuracy (.*) % \\(");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private void train(String... options) {
        String[] plain = {
            "train",
            "--sounds",
            folder.resolve("sounds").toString(),
            "--out",
            folder.resolve("run").toString(),
            "--cache-dir",
            folder.resolve("kept").toString()
        };
        String[] arguments = Stream.concat(Stream.of(plain), Stream.of(options)).toArray(String[]::new);
        int exitCode = Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
        assertEquals(0, exitCode, err::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "44100,  0.05,  11000, 14000, '20 to 16000 Hz'",
        "192000, 0.005, 22000, 45000, '20 to 64000 Hz'",
        "16000,  0.5,   25,    40,    '5 to 1000 Hz'"
    })
    @Tag("slow")
    void train_callsOutsideOfThePreset_areToldApart(
            int rate, double callSeconds, double one, double other, String band) {
        Calls.write(folder.resolve("sounds"), rate, callSeconds, 50, one, other);

        train("--epochs", "6");

        assertTrue(err.toString().lines().findFirst().orElseThrow().contains(", " + band + ", "), err::toString);
        Matcher accuracy = ACCURACY.matcher(out.toString());
        assertTrue(accuracy.find(), out::toString);
        assertTrue(Double.parseDouble(accuracy.group(1)) >= 95, out::toString);
    }

    @Test
    @Tag("full")
    void train_presetThatDoesNotHearTheCalls_warnsAndNamesOneThatDoes() {
        Calls.write(folder.resolve("sounds"), 44_100, 0.1, 12, 11_000, 14_000);

        train("--preset", "digits", "--epochs", "1", "--views", "1", "--backend", "java", "--width", "0.25");

        assertTrue(
                err.toString().contains("warning: sound above 4000 Hz, the end of the front end's band, tells classes"),
                err::toString);
        assertTrue(
                err.toString().contains(" (pass --preset digits,sample_rate=44100,f_max=22050,n_fft=4096,"),
                err::toString);
    }
}
