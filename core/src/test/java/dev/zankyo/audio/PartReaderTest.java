package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.random.CounterRandom;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
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

    /** A stream that gives a few bytes at a time, as a pipe may. */
    private static final class Trickle extends FilterInputStream {
        private int calls;

        Trickle(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return super.read(into, offset, Math.min(length, 1 + calls++ * 7 % 1003));
        }
    }

    private static List<LogMel.Part> streamed(Path file, double seconds, double hop) {
        return streamed(SoundSource.file(file), seconds, hop);
    }

    private static List<LogMel.Part> streamed(SoundSource source, double seconds, double hop) {
        try (Stream<List<LogMel.Part>> parts = FRONT_END.parts(source, seconds, hop, warning -> {})) {
            return parts.flatMap(List::stream).toList();
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
    void parts_ofAFileOrPipe_areThoseOfTheWholeRecording(int rate, double length, double seconds, double hop)
            throws IOException {
        Path file = noise(rate, length);
        List<LogMel.Part> expected =
                FRONT_END.parts(Recording.read(file), seconds, hop).toList();
        assertParts(expected, streamed(file, seconds, hop));
        try (InputStream in = Files.newInputStream(file)) {
            assertParts(expected, streamed(SoundSource.stream(new Trickle(in), "pipe"), seconds, hop));
        }
    }

    private static void assertParts(List<LogMel.Part> expected, List<LogMel.Part> actual) {
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
        assertEquals(
                expected,
                assertThrows(InputException.class, () -> streamed(text, 1, 1)).getMessage());
    }

    @Test
    void parts_ofATruncatedFile_warnOnce() throws IOException {
        Path file = noise(8000, 5);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 8000));
        List<String> warnings = new ArrayList<>();
        try (var parts = FRONT_END.parts(SoundSource.file(file), 0.1, 0.1, Remarks.to(warnings::add))) {
            assertEquals(5, parts.mapToInt(List::size).sum());
        }
        assertEquals(List.of("truncated; the header promises 40000 frames, there are 3978"), warnings);
    }

    /** Checks that each part of a pipe is returned as soon as its samples have arrived. */
    @Test
    void parts_ofAPipe_comeAsSoonAsTheyAreComplete() throws IOException {
        byte[] file = Files.readAllBytes(noise(8000, 3));
        var pipe = new PipedOutputStream();
        try (var in = new PipedInputStream(pipe, file.length);
                var parts = FRONT_END.parts(SoundSource.stream(in, "pipe"), 1, 1, warning -> {})) {
            Iterator<List<LogMel.Part>> batches = parts.iterator();
            pipe.write(file, 0, 44 + 16000);
            pipe.flush();
            List<LogMel.Part> first = batches.next();
            assertEquals(1, first.size());
            assertEquals(1, first.get(0).end());
            pipe.write(file, 44 + 16000, 24000);
            pipe.flush();
            assertEquals(2, batches.next().get(0).end());
            pipe.write(file, 44 + 40000, 8000);
            pipe.close();
            assertEquals(3, batches.next().get(0).end());
            assertFalse(batches.hasNext());
        }
    }

    /**
     * Checks an endless recording whose header states no length. After any number of parts, the reader has taken little
     * more from the stream than these parts need.
     */
    @Test
    void parts_ofAnEndlessPipe_holdFewSamples() {
        byte[] header = SoundBytes.wav(SoundBytes.PCM, 2, 48_000, 16, 0xffffffffL, new byte[0]);
        long[] read = new long[1];
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                long at = read[0]++;
                return at < header.length ? header[(int) at] & 0xff : (int) (at * 31 & 0xff);
            }
        };
        try (var parts = FRONT_END.parts(SoundSource.stream(endless, "pipe"), 1, 0.5, warning -> {})) {
            Iterator<List<LogMel.Part>> batches = parts.iterator();
            double end = 0;
            while (end < 600) {
                List<LogMel.Part> batch = batches.next();
                end = batch.get(batch.size() - 1).end();
                long ahead = read[0] - (long) (end * 48_000) * 4;
                assertTrue(ahead < 2 * 48_000 * 4, ahead + " bytes ahead at " + end + " s");
            }
        }
    }

    @Test
    void parts_ofAGrowingFile_followItAndItsHeader() throws IOException {
        byte[] whole = Files.readAllBytes(noise(8000, 3));
        byte[] list = SoundBytes.chunk("LIST", new byte[40]);
        Path file = folder.resolve("growing.wav");
        List<LogMel.Part> expected = FRONT_END
                .parts(Recording.read(folder.resolve("noise.wav")), 1, 1)
                .toList();
        byte[] begun = whole.clone();
        ByteBuffer.wrap(begun).order(ByteOrder.LITTLE_ENDIAN).putInt(40, 0);
        Files.write(file, new byte[0]);
        try (var parts = FRONT_END.parts(SoundSource.growing(file), 1, 1, warning -> {})) {
            Iterator<List<LogMel.Part>> batches = parts.iterator();
            append(file, begun, 0, 44 + 16001);
            assertParts(expected.subList(0, 1), batches.next());
            append(file, begun, 44 + 16001, 44 + 32000);
            assertParts(expected.subList(1, 2), batches.next());
            // The recorder ends: it writes the last samples, a chunk after them, and the length.
            Files.write(file, SoundBytes.concat(whole, list));
            assertParts(expected.subList(2, 3), batches.next());
        }
    }

    private static void append(Path file, byte[] bytes, int from, int to) throws IOException {
        Files.write(file, Arrays.copyOfRange(bytes, from, to), StandardOpenOption.APPEND);
    }

    @Test
    void parts_ofAGrowingFileThatBecomesShorter_fail() throws IOException {
        Path file = noise(8000, 3);
        try (var parts = FRONT_END.parts(SoundSource.growing(file), 1, 1, warning -> {})) {
            Iterator<List<LogMel.Part>> batches = parts.iterator();
            assertEquals(0, batches.next().get(0).start());
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1000));
            InputException e = assertThrows(InputException.class, () -> batches.forEachRemaining(batch -> {}));
            assertEquals(file + ": could not be read; the file became shorter while it was read", e.getMessage());
        }
    }

    @Test
    void parts_ofAGrowingFileOfAnotherFormat_areRefused() throws IOException {
        Path flac = Files.writeString(folder.resolve("a.flac"), "fLaC and more than twelve bytes");
        assertEquals(
                flac + ": a growing file must be WAV, AIFF or AU with uncompressed samples; got another format"
                        + " (convert it while it is recorded, and follow the output through a pipe)",
                assertThrows(InputException.class, () -> streamed(SoundSource.growing(flac), 1, 1))
                        .getMessage());
    }
}
