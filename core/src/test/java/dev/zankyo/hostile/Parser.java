package dev.zankyo.hostile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.zankyo.InputException;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.Recording;
import dev.zankyo.audio.SoundFiles;
import dev.zankyo.backend.Weights;
import dev.zankyo.data.CsvReader;
import dev.zankyo.data.LabelPosition;
import dev.zankyo.data.Layout;
import dev.zankyo.data.RowCache;
import dev.zankyo.data.RowFiles;
import dev.zankyo.data.Standardization;
import dev.zankyo.io.MappedStores;
import dev.zankyo.io.Safetensors;
import dev.zankyo.model.Calibration;
import dev.zankyo.model.Calibration.Source;
import dev.zankyo.model.HostileModels;
import dev.zankyo.model.Metadata;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.OutOfDistributionDetector;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.TrainedModel.Provenance;
import dev.zankyo.model.WeightInitializer;
import dev.zankyo.run.Checkpoints;
import dev.zankyo.run.RunRecords;
import dev.zankyo.sounds.FeaturePacks;
import dev.zankyo.sounds.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * A parser of bytes that may come from a stranger. Add a constant for each new parser, with a small valid file. {@link
 * MutationTest} then changes the file, {@link Fuzzing} searches for inputs that reach new code, and {@link CorpusTest}
 * reads the inputs that it kept. {@code mvn -Pfuzz -Dfuzz.parsers=NAME -pl core test} makes the corpus of a new parser.
 */
enum Parser {
    CSV(folder -> csv(), file -> new CsvReader(2, 3, Layout.AUTO).readTraining(file)),
    GZIPPED_CSV(folder -> gzipped(csv()), file -> new CsvReader(2, 3, Layout.AUTO).readTraining(file)),
    CSV_IN_GZIP(
            folder -> inOneMember(csv()), Parser::members, file -> new CsvReader(2, 3, Layout.AUTO).readTraining(file)),
    INDEXED_CSV(
            folder -> utf8(",label,a,b,c,d,e,f\n0,b,1,2,3,4,5,6\n1,a,-1,-2.5,3e2,+4,.5,6.\n"),
            file -> new CsvReader(2, 3, Layout.AUTO).readTraining(file)),
    CSV_WITH_SEMICOLONS(
            folder -> utf8("# comment\nb;1;2,5;3;4;5;6\na;-1;-2,5;3e2;+4;,5;6\n"),
            file -> new CsvReader(2, 3, Layout.AUTO).readTraining(file)),
    CSV_WITH_LABEL_LAST(
            folder -> utf8("1\t2\t3\t4\t5\t6\tb\n-1\t-2.5\t3e2\t+4\t.5\t6\ta\n"),
            file -> new CsvReader(2, 3, Layout.AUTO, LabelPosition.LAST, RowCache.NONE).readTraining(file)),
    LABELS(folder -> utf8("file,label\na.wav,one\n\"b.wav\", two\n./c/d.wav,\u5149\n"), Labels::read),
    SEGMENTS(folder -> utf8("file,onset,offset,label,fold\na.wav,0.5,1,x,1\nb.wav,2,3.25,y,2\n"), Labels::read),
    LABEL_TRACK(folder -> utf8("0.5\t1.25\towl\n\\\t200\t900\n2\t3\tfox\n"), Labels::read),
    SELECTIONS(
            folder -> utf8("Selection\tView\tBegin Time (s)\tEnd Time (s)\tSpecies\n1\tSpectrogram 1\t0.5\t1.5\towl\n"),
            Labels::read),
    NAME_LIST(folder -> utf8("a.wav\nb/c.wav\n# d.wav\n"), Labels::readList),
    SAFETENSORS(folder -> safetensors(), Safetensors::read),
    MODEL(Parser::model, HostileModels::sealed, ModelFile::read),
    METADATA(folder -> Metadata.sound(), Metadata::read),
    CHECKPOINT(Checkpoints::sound, HostileModels::sealed, Checkpoints::read),
    RUN_RECORD(RunRecords::sound, RunRecords::read),
    STEPS(RunRecords::soundSteps, RunRecords::readSteps),
    ROWS(RowFiles::sound, MappedStores::sealed, RowFiles::read),
    FEATURES(FeaturePacks::sound, MappedStores::sealed, FeaturePacks::read),
    WAV(folder -> recording(AudioFileFormat.Type.WAVE), Parser::readSound),
    AIFF(folder -> recording(AudioFileFormat.Type.AIFF), Parser::readSound),
    AU(folder -> recording(AudioFileFormat.Type.AU), Parser::readSound),
    RIFX(folder -> SoundFiles.named("RIFX PCM8 1 extensible"), Parser::readSound),
    RF64(folder -> SoundFiles.named("RF64 PCM8 1 extensible"), Parser::readSound),
    AIFC(folder -> SoundFiles.named("AIFC raw  PCM8 1"), Parser::readSound),
    LITTLE_ENDIAN_AU(folder -> SoundFiles.named("AU dns. PCM8 1"), Parser::readSound);

    /** The memory limit for parsing; every file has less than 10 KiB. */
    private static final long MOST_BYTES = 32 << 20;

    private interface Making {
        byte[] in(Path folder) throws IOException;
    }

    private interface Reading {
        void from(Path file) throws IOException;
    }

    private final Making making;
    private final UnaryOperator<byte[]> sealing;
    private final Reading reading;

    Parser(Making making, Reading reading) {
        this(making, UnaryOperator.identity(), reading);
    }

    Parser(Making making, UnaryOperator<byte[]> sealing, Reading reading) {
        this.making = making;
        this.sealing = sealing;
        this.reading = reading;
    }

    /** Returns a small valid file, made in the folder if necessary. */
    byte[] sound(Path folder) throws IOException {
        return making.in(folder);
    }

    /**
     * Parses bytes. Their checksum is corrected first, if they have one, so that the code behind the checksum is
     * reached.
     *
     * @param file the path to write them to
     * @return whether they were refused in one line
     * @throws AssertionError if anything else was thrown, or parsing took too much memory
     */
    boolean refuses(byte[] bytes, Path file) throws IOException {
        Rewriting.write(file, sealing.apply(bytes));
        Outcome outcome = outcome(bytes, file);
        if (outcome.allocated() > MOST_BYTES) {
            // The first parse may load classes, which a fuzzer makes expensive; a real excess happens again.
            outcome = outcome(bytes, file);
        }
        long allocated = outcome.allocated();
        assertTrue(allocated < MOST_BYTES, () -> allocated + " bytes allocated for " + hex(bytes));
        outcome.refusal()
                .map(Exception::getMessage)
                .ifPresent(message -> assertEquals(1, message.lines().count(), () -> message + " for " + hex(bytes)));
        return outcome.refusal().isPresent();
    }

    private record Outcome(Optional<Exception> refusal, long allocated) {}

    private Outcome outcome(byte[] bytes, Path file) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Optional<Exception> refusal = Optional.empty();
        try {
            reading.from(file);
        } catch (InputException | UncheckedIOException | IOException e) {
            refusal = Optional.of(e);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(this + " of " + hex(bytes), e);
        }
        return new Outcome(refusal, threads.getCurrentThreadAllocatedBytes() - before);
    }

    /** Reads a recording from a stream and as a file; both must give the same samples or be refused. */
    private static void readSound(Path file) throws IOException {
        Optional<Recording> streamed = Optional.empty();
        try (InputStream in = Files.newInputStream(file)) {
            streamed = Optional.of(Recording.read(in, "stream", warning -> {}));
        } catch (InputException e) {
            assertEquals(1, e.getMessage().lines().count(), e::getMessage);
        }
        try {
            float[] samples = Recording.read(file).samples();
            assertArrayEquals(samples, streamed.map(Recording::samples).orElse(new float[0]));
        } catch (InputException e) {
            assertTrue(streamed.isEmpty(), e::getMessage);
            throw e;
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] csv() {
        return utf8("b,1,2,3,4,5,6\na,-1,-2.5,3e2,+4,.5,6.\r\n\n\"c\" , \"1\",2,3,4,5,6");
    }

    private static byte[] gzipped(byte[]... members) {
        var bytes = new ByteArrayOutputStream();
        for (byte[] member : members) {
            try (var out = new GZIPOutputStream(bytes)) {
                out.write(member);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // reading from memory does not fail
            }
        }
        return bytes.toByteArray();
    }

    /** Returns a text in the form that {@link #members} takes. */
    private static byte[] inOneMember(byte[] text) {
        return ByteBuffer.allocate(2 + text.length).position(2).put(text).array();
    }

    /**
     * Compresses changed text, because changes to compressed bytes rarely pass the checksum. The first byte says where
     * in the text a second gzip member begins, 0 for none. The second byte says how many bytes of the end are cut off.
     */
    private static byte[] members(byte[] changed) {
        if (changed.length < 2) {
            return changed;
        }
        byte[] text = Arrays.copyOfRange(changed, 2, changed.length);
        int second = Math.min(changed[0] & 0xff, text.length);
        byte[] rest = Arrays.copyOfRange(text, second, text.length);
        byte[] whole = second == 0 ? gzipped(text) : gzipped(Arrays.copyOf(text, second), rest);
        return Arrays.copyOf(whole, Math.max(0, whole.length - (changed[1] & 0xff)));
    }

    /** Returns a file without a checksum, as other programs write it. */
    private static byte[] safetensors() {
        byte[] header = utf8("{\"__metadata__\":{\"k\":\"v\\u0041\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],"
                + "\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"I32\",\"shape\":[],\"data_offsets\":[8,12]},"
                + "\"c\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[12,20]}}");
        return ByteBuffer.allocate(Long.BYTES + header.length + 2 * Float.BYTES + Integer.BYTES + Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .putFloat(1)
                .putFloat(-2)
                .putInt(3)
                .putLong(-4)
                .array();
    }

    private static byte[] model(Path folder) throws IOException {
        Path file = folder.resolve("sound");
        var config = new ResNetConfig(2, 3, 2, 1, List.of(4), 1, 0.9f, 1e-3f);
        Weights weights = WeightInitializer.initialize(ResNet.graph(config), 3);
        var provenance = new Provenance("default", 42, "reference", "0.0.0-test", "2 bands x 3 frames");
        float[] prototypes = {1, 0, 0, 0};
        var calibration = new Calibration(
                1,
                Source.VALIDATION,
                20,
                0.5f,
                0.25f,
                new OutOfDistributionDetector(0.5f, prototypes.length, prototypes));
        ModelFile.write(
                file,
                new TrainedModel(config, List.of("a", "b"), new Standardization(0, 1), provenance, weights)
                        .withFrontEnd(LogMelSpec.parse("digits,n_mels=2,frames=3"))
                        .withCalibration(Optional.of(calibration)));
        return Files.readAllBytes(file);
    }

    private static byte[] recording(AudioFileFormat.Type type) throws IOException {
        byte[] samples = new byte[200];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i * 37);
        }
        var bytes = new ByteArrayOutputStream();
        var format = new AudioFormat(8000, 16, 2, true, type != AudioFileFormat.Type.WAVE);
        AudioSystem.write(new AudioInputStream(new ByteArrayInputStream(samples), format, 50), type, bytes);
        return bytes.toByteArray();
    }
}
