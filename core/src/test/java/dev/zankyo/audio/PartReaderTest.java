package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.InputException;
import dev.zankyo.random.CounterRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that parts of a file that is still being decoded equal those of the whole recording bit for bit. */
final class PartReaderTest {
    private static final LogMel FRONT_END = new LogMel(LogMelSpec.parse("digits,n_mels=4,frames=5"));

    @TempDir
    private Path folder;

    private Path noise(int rate, double seconds) {
        var draws = new Draws(CounterRandom.of(7));
        double[] samples = new double[(int) (rate * seconds)];
        Arrays.setAll(samples, n -> 0.2 * draws.noise());
        Path file = folder.resolve("noise.wav");
        WavFile.write(samples, rate, file);
        return file;
    }

    private static List<LogMel.Part> streamed(Path file, double seconds, double hop) {
        try (Stream<LogMel.Part> parts = FRONT_END.parts(file, file.toString(), seconds, hop, warning -> {})) {
            return parts.toList();
        }
    }

    /**
     * Checks windows that overlap, touch or leave gaps, that end with the recording or before it, and that are longer
     * than it.
     */
    @ParameterizedTest
    @CsvSource({
        "8000, 10, 1, 0.5",
        "8000, 10.3, 1, 0.5",
        "8000, 10.3, 1, 1",
        "8000, 10.3, 0.7, 2.5",
        "8000, 10.3, 10.3, 1",
        "8000, 10.3, 11, 1",
        "8000, 10.3, 1, 20",
        "8000, 0.001, 1, 0.5",
        "8000, 0.5, 0.01, 0.00001",
        "44100, 10.3, 1, 0.5",
        "44100, 7.1, 0.33, 0.77",
        "4000, 10.3, 1, 0.3"
    })
    void parts_ofAFile_areThoseOfTheWholeRecording(int rate, double length, double seconds, double hop) {
        Path file = noise(rate, length);
        List<LogMel.Part> expected =
                FRONT_END.parts(Recording.read(file), seconds, hop).toList();
        List<LogMel.Part> actual = streamed(file, seconds, hop);
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).start(), actual.get(i).start(), "part " + i);
            assertEquals(expected.get(i).end(), actual.get(i).end(), "part " + i);
            assertArrayEquals(expected.get(i).values(), actual.get(i).values(), "part " + i);
        }
    }

    @Test
    void parts_ofABadFile_failWhereTheyAreRead() throws IOException {
        Path text = Files.writeString(folder.resolve("text.wav"), "no sound");
        String expected =
                assertThrows(InputException.class, () -> Recording.read(text)).getMessage();
        try (Stream<LogMel.Part> parts = FRONT_END.parts(text, text.toString(), 1, 1, warning -> {})) {
            assertEquals(
                    expected, assertThrows(InputException.class, parts::toList).getMessage());
        }
    }

    @Test
    void parts_ofATruncatedFile_warnOnce() throws IOException {
        Path file = noise(8000, 5);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 8000));
        List<String> warnings = new ArrayList<>();
        try (Stream<LogMel.Part> parts = FRONT_END.parts(file, file.toString(), 0.1, 0.1, Remarks.to(warnings::add))) {
            assertEquals(5, parts.count());
        }
        assertEquals(List.of("truncated; the header promises 40000 frames, there are 3978"), warnings);
    }
}
