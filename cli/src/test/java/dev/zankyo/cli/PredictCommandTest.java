package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.WavFile;
import dev.zankyo.data.Standardization;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.TrainedModel.Provenance;
import dev.zankyo.model.WeightInitializer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of {@code predict} on small recordings, with an untrained network. */
final class PredictCommandTest {
    private static final LogMelSpec FRONT_END = LogMelSpec.parse("digits,n_mels=4,frames=5");
    private static final int RATE = FRONT_END.sampleRate();
    private static final InputStream STANDARD_INPUT = System.in;

    @TempDir
    private static Path folder;

    private static Path model;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void write() {
        var network = new ResNetConfig(4, 5, 3, 4, List.of(8), 1, 0.9f, 1e-3f);
        model = folder.resolve("model.safetensors");
        ModelFile.write(
                model,
                new TrainedModel(
                                network,
                                List.of("a", "b", "c"),
                                new Standardization(-5, 3),
                                new Provenance("none", 1, "reference", "0.0.0-test", "4 bands x 5 frames"),
                                WeightInitializer.initialize(ResNet.graph(network), 1))
                        .withFrontEnd(FRONT_END));
    }

    @AfterEach
    void restore() {
        System.setIn(STANDARD_INPUT);
    }

    private int run(Object... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        return Main.run(words, new PrintWriter(out), new PrintWriter(err));
    }

    private int predict(Object... arguments) {
        Object[] all = new Object[arguments.length + 5];
        System.arraycopy(new Object[] {"predict", "--model", model, "--backend", "java"}, 0, all, 0, 5);
        System.arraycopy(arguments, 0, all, 5, arguments.length);
        return run(all);
    }

    private static Path tone(Path file, double seconds) throws IOException {
        Files.createDirectories(file.getParent());
        double[] samples = IntStream.range(0, (int) (seconds * RATE))
                .mapToDouble(n -> 0.5 * Math.sin(n * (0.05 + n * 1e-6)))
                .toArray();
        WavFile.write(samples, RATE, file);
        return file;
    }

    /** Checks the input that a shell's {@code *.wav} gives beside {@code home.wav}. */
    @Test
    void names_thatBeginWithAnAtSign_areFiles() throws IOException {
        Path home = tone(folder.resolve("at/home.wav"), 0.3);
        Path at = Path.of("@predict-command-test.wav");
        Files.copy(home, at);
        try {
            assertEquals(0, predict("--format", "json", at, home), err::toString);
            JsonNode answers = new ObjectMapper().readTree(out.toString());
            assertEquals(2, answers.size());
            assertEquals(at.toString(), answers.get(0).get("file").asText());
            assertEquals(answers.get(1).get("predictions"), answers.get(0).get("predictions"));
            assertEquals(0, predict("--", at), err::toString);
        } finally {
            Files.delete(at);
        }
    }

    @Test
    void follow_aPipeWrittenInParts_printsEachWindowWhenItIsThere() throws Exception {
        Path file = tone(folder.resolve("follow/a.wav"), 2.5);
        assertEquals(0, predict("--window", 1, "--hop", 0.5, "--format", "csv", "--top", 1, file), err::toString);
        List<String> expected = out.toString()
                .lines()
                .map(line -> line.replace(file.toString(), "-"))
                .toList();
        assertEquals(5, expected.size());
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 40, 44, (byte) 0xff);
        var pipe = new PipedOutputStream();
        System.setIn(new PipedInputStream(pipe, bytes.length));
        out.getBuffer().setLength(0);
        var exitCode = CompletableFuture.supplyAsync(
                () -> predict("--window", 1, "--hop", 0.5, "--format", "csv", "--top", 1, "--follow", "-"));
        int from = 0;
        for (int half = 2; half <= 5; half++) { // a header and the first window, then one half second after another
            int to = 44 + half * RATE;
            pipe.write(bytes, from, to - from);
            pipe.flush();
            from = to;
            while (out.toString().lines().count() < half || !out.toString().endsWith("\n")) {
                assertTrue(!exitCode.isDone(), err::toString);
                Thread.sleep(5);
            }
            assertEquals(expected.subList(0, half), out.toString().lines().toList());
        }
        pipe.close();
        assertEquals(0, exitCode.get(), err::toString);
        assertEquals(expected, out.toString().lines().toList());
    }

    /** Checks that an endless recording is read no further when the reader of the predictions has gone. */
    @Test
    void follow_whoseReaderHasGone_endsWithAFailure() throws IOException {
        byte[] header = Arrays.copyOf(Files.readAllBytes(tone(folder.resolve("gone/a.wav"), 0.1)), 44);
        Arrays.fill(header, 40, 44, (byte) 0xff);
        System.setIn(new SequenceInputStream(new ByteArrayInputStream(header), new InputStream() {
            private int next;

            @Override
            public int read() {
                return next++ * 31 & 0x3f;
            }
        }));
        Writer gone = new Writer() {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                throw new IOException("broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        String[] arguments = {"predict", "--model", model.toString(), "--backend", "java", "--follow", "-"};
        assertEquals(1, Main.run(arguments, new PrintWriter(gone), new PrintWriter(err)));
        assertTrue(err.toString().endsWith("zankyo: standard output: could not be written" + System.lineSeparator()));
    }

    @Test
    void standardInput_isOneRecordingInEveryFormat() throws IOException {
        byte[] bytes = Files.readAllBytes(tone(folder.resolve("input/a.wav"), 1.5));
        for (String format : List.of("text", "csv", "json", "raven", "audacity")) {
            System.setIn(new ByteArrayInputStream(bytes));
            assertEquals(0, predict("--format", format, "-"), err::toString);
            String expected =
                    switch (format) {
                        case "text" -> "-: ";
                        case "csv" -> "-,,,,1,";
                        case "json" -> "\"file\" : \"-\"";
                        case "raven" -> "\t0.000000\t1.500000\t";
                        default -> "0.000000\t1.500000\t";
                    };
            assertTrue(out.toString().contains(expected), out::toString);
        }
    }

    @Test
    void threshold_aboveEveryProbability_answersNoneOfThese() throws IOException {
        Path file = tone(folder.resolve("threshold/a.wav"), 1.5);
        assertEquals(0, predict("--threshold", 1, file), err::toString);
        assertTrue(out.toString().startsWith(file + ": none of these; nearest classes: "), out::toString);
        assertEquals(0, predict("--threshold", 1, "--format", "audacity", file), err::toString);
        assertEquals("", out.toString());
        assertEquals(0, predict("--threshold", 0, "--format", "audacity", file), err::toString);
        assertEquals(1, out.toString().lines().count());
    }

    @Test
    void options_thatMakeNoSense_areRefused() throws IOException {
        Path file = tone(folder.resolve("bad/a.wav"), 0.3);
        assertRefused("--threshold: must be a probability, 0 to 1; got 1.5", "--threshold", 1.5, file);
        assertRefused("--follow: takes one recording, or - for standard input", "--follow", file, file);
        assertRefused("--follow: takes one recording, or - for standard input", "--follow", folder);
        assertRefused("--follow: takes one recording, or - for standard input", "--follow", "rows.csv");
        assertRefused("--format audacity: takes one recording", "--format", "audacity", file.getParent());
        Path rows = Files.writeString(folder.resolve("rows.csv"), "1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0\n");
        assertRefused(rows + ": must be a recording, as rows have no times", "--format", "raven", rows);
    }

    private void assertRefused(String message, Object... arguments) {
        assertEquals(2, predict(arguments));
        assertTrue(err.toString().contains(message), err::toString);
    }
}
