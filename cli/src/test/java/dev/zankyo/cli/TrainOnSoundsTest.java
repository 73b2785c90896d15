package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.WavFile;
import dev.zankyo.model.ModelFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainOnSoundsTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Writes ten recordings of each of two classes: low tones for class 1, high tones for class 2. */
    @BeforeEach
    void makeRecordings() throws IOException {
        Files.createDirectories(folder.resolve("sounds"));
        for (int i = 0; i < 20; i++) {
            double hertz = i % 2 == 0 ? 300 + 31 * i : 1500 + 53 * i;
            double[] samples = new double[1600 + 8 * (i / 2)];
            for (int n = 0; n < samples.length; n++) {
                samples[n] = 0.5 * Math.sin(2 * Math.PI * hertz * n / 8000);
            }
            WavFile.write(
                    samples, 8000, folder.resolve("sounds").resolve((i % 2 + 1) + "_s" + i / 4 + "_" + i + ".wav"));
        }
    }

    private int train(String... options) {
        String[] fixed = {
            "train",
            folder.resolve("sounds").toString(),
            "--label-pattern",
            "([12])_.*",
            "--backend",
            "java",
            "--epochs",
            "1",
            "--views",
            "1",
            "--cache-dir",
            folder.resolve("kept").toString(),
            "--out",
            folder.resolve("run").toString()
        };
        String[] arguments = Stream.concat(Stream.of(fixed), Stream.of(options)).toArray(String[]::new);
        return Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
    }

    @Test
    void train_folder_makesAModelThatKnowsItsFrontEnd() {
        int exitCode = train("--test-pattern", ".*_1?[0-3][.]wav", "--balance", "sampling");

        assertEquals(0, exitCode, err::toString);
        List<String> lines = err.toString().lines().toList();
        assertTrue(lines.get(0).startsWith("Features: 20 mel bands x 50 frames, 50 to 4000 Hz, "), err::toString);
        assertEquals(folder.resolve("sounds") + ": 12 training recordings, 8 test recordings, 2 classes", lines.get(1));
        var model = ModelFile.read(folder.resolve("run").resolve("model.safetensors"));
        assertEquals(List.of("1", "2"), model.classes());
        assertEquals(Optional.of(LogMelSpec.DEFAULT), model.frontEnd());
        assertTrue(out.toString().contains("predict --model"), out::toString);
    }

    @Test
    void train_validationShareOfGroups_holdsOutWholeOnesAndSaysWhatChose() throws IOException {
        String[] options = {
            "--test-pattern", ".*_s0_.*", "--group-pattern", ".*_s(\\d)_.*", "--balance", "sampling",
            "--validation-share", "0.25", "--keep", "best", "--width", "0.25"
        };

        int exitCode = train(options);

        assertEquals(0, exitCode, err::toString);
        String record = Files.readString(folder.resolve("run/run.json"));
        assertTrue(record.contains("\"training rows\" : \"12 of 20 x 50"), record); // three speakers of four
        assertTrue(record.contains("\"validation rows\" : \"4 of 20 x 50"), record);
        assertTrue(
                out.toString()
                        .contains("kept          weights of epoch 1, with the lowest loss on the held-out rows\n"),
                out::toString);
        assertFalse(out.toString().contains("mind"), out::toString);
    }

    @Test
    void train_badFiles_areNamedUpToTenAndCounted() throws IOException {
        for (int i = 0; i < 12; i++) {
            Files.writeString(folder.resolve("sounds").resolve("1_bad_" + i + ".wav"), "no sound " + i);
        }
        Files.copy(folder.resolve("sounds/1_s0_0.wav"), folder.resolve("sounds/other.wav"));

        int exitCode = train("--strict");

        assertEquals(2, exitCode, err::toString);
        assertEquals(
                10,
                err.toString()
                        .lines()
                        .filter(line -> line.startsWith("skipped: 1_bad_"))
                        .count(),
                err::toString);
        assertTrue(err.toString().contains("skipped: 2 more files\n"), err::toString);
        assertTrue(err.toString().contains("1 recording without a class skipped (other.wav)"), err::toString);
        assertTrue(err.toString().endsWith("by --strict; got 12 findings\n"), err::toString);
        assertFalse(Files.exists(folder.resolve("run")));
    }

    /** Checks recordings of a program that writes a placeholder for the length: a note, even with --strict. */
    @Test
    void train_strictWithPlaceholderLengths_isNotStopped() throws IOException {
        List<Path> sounds;
        try (Stream<Path> files = Files.list(folder.resolve("sounds"))) {
            sounds = files.toList();
        }
        for (Path sound : sounds) {
            byte[] bytes = Files.readAllBytes(sound);
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(4, 0x7fffffff)
                    .putInt(40, 0x7fffffff);
            Files.write(sound, bytes);
        }

        int exitCode = train("--strict");

        assertEquals(0, exitCode, err::toString);
        assertTrue(err.toString().contains("note: 20 recordings "), err::toString);
        assertFalse(err.toString().contains("warning: "), err::toString);
        assertTrue(Files.exists(folder.resolve("run/model.safetensors")));
    }
}
