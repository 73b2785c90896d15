package dev.zankyo.model;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.zankyo.InputException;
import dev.zankyo.backend.Weights;
import dev.zankyo.data.Standardization;
import dev.zankyo.hostile.Rewriting;
import dev.zankyo.model.TrainedModel.Provenance;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import dev.zankyo.reliability.Trials;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of truncated, damaged or forged model files: each is refused in one line, in bounded time and memory. Draws use
 * the seed {@value #SEED}.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES) // for a busy machine; the goal is a second per file
class HostileModelFileTest {
    private static final long SEED = 11;
    private static final int OTHER_CUTS = 1_000;
    private static final int FLIPS = 10_000;

    /**
     * The memory allowed for a reader's own buffers and the objects made from 2,048 names, which matter for a file of 3
     * kB.
     */
    private static final long SLACK = 3 << 19;

    @TempDir
    Path folder;

    private Path file;
    private byte[] sound;

    @BeforeEach
    void writeSoundModel() throws IOException {
        file = folder.resolve("model.safetensors");
        var config = new ResNetConfig(5, 7, 3, 2, List.of(4), 1, 0.9f, 1e-3f);
        Weights weights = WeightInitializer.initialize(ResNet.graph(config), SEED);
        Arrays.fill(weights.movingStatistics(), 0.5f);
        var provenance = new Provenance("default", 42, "reference", "0.0.0-test", "5 bands x 7 frames");
        List<String> classes = List.of("a", "b", "c");
        ModelFile.write(
                file, new TrainedModel(config, classes, new Standardization(-7.25f, 2.5f), provenance, weights));
        sound = Files.readAllBytes(file);
    }

    @ParameterizedTest
    @MethodSource
    void read_modelOfTheDefaultSizeForged_takesLessThanTwiceItsSize(String surplus) throws IOException {
        byte[] bytes = defaultModelWith(surplus);
        Path written = write(bytes);
        long allocated = allocated(() -> assertThrows(InputException.class, () -> ModelFile.read(written)));
        assertTrue(allocated < 2L * bytes.length, "allocated " + allocated + " bytes for " + bytes.length);
    }

    static List<Named<String>> read_modelOfTheDefaultSizeForged_takesLessThanTwiceItsSize() {
        String empty = "\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}";
        String names =
                IntStream.range(0, 1_900).mapToObj(i -> ",\"" + i + empty).collect(Collectors.joining());
        return List.of(
                Named.of("a tensor too many", ",\"one" + empty),
                Named.of("1,900 tensors too many", names),
                Named.of("a name of 1 MiB", ",\"" + "x".repeat(1 << 20) + empty),
                Named.of(
                        "a name of 1 MiB, then a blank", ",\"" + "x".repeat(1 << 20) + empty.replaceFirst(":", "\t :")),
                Named.of("a name of 1 MiB that does not end", ",\"" + "x".repeat(1 << 20)),
                Named.of("1 MiB of axes", ",\"axes\":{\"shape\":[1" + ",1".repeat(1 << 19) + "]}"),
                Named.of("a field's text of 1 MiB", ",\"text\":{\"dtype\":\"" + "x".repeat(1 << 20) + "\"}"));
    }

    /** Returns the file of a new network of eight classes, with an invalid addition to its header. */
    private byte[] defaultModelWith(String surplus) throws IOException {
        var config = ResNetConfig.original(8);
        var classes = List.of("a", "b", "c", "d", "e", "f", "g", "h");
        Weights weights = WeightInitializer.initialize(ResNet.graph(config), SEED);
        var provenance = new Provenance("default", 42, "reference", "0.0.0-test", "20 bands x 50 frames");
        ModelFile.write(file, new TrainedModel(config, classes, new Standardization(0, 1), provenance, weights));
        ByteBuffer written = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) written.getLong()];
        written.get(header);
        String text = new String(header, StandardCharsets.UTF_8).stripTrailing();
        byte[] longer = (text.substring(0, text.length() - 1) + surplus + "}").getBytes(StandardCharsets.UTF_8);
        ByteBuffer forged = ByteBuffer.allocate(Long.BYTES + longer.length + written.remaining())
                .order(ByteOrder.LITTLE_ENDIAN);
        return HostileModels.sealed(
                forged.putLong(longer.length).put(longer).put(written).array());
    }

    @Test
    void read_soundFile_takesNoMoreMemoryThanTwiceItsSize() {
        assertEquals(
                3,
                assertBounded("sound", sound, () -> ModelFile.read(file))
                        .classes()
                        .size());
    }

    @Test
    @Survives(
            promise = Promise.MODEL_FILES,
            what = "a model cut at every byte of its header and at 1,000 other places: refused in one line")
    void read_cutAnywhere_isRefused(Trials trials) throws IOException {
        int header = Long.BYTES
                + (int) ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getLong();
        for (int length = 0; length <= header; length++) {
            refusal("cut at " + length, Arrays.copyOf(sound, length));
            trials.survived();
        }
        Random random = new Random(SEED);
        for (int i = 0; i < OTHER_CUTS; i++) {
            int length = random.nextInt(header, sound.length);
            refusal("cut at " + length, Arrays.copyOf(sound, length));
            trials.survived();
        }
    }

    @Test
    @Survives(promise = Promise.MODEL_FILES, what = "a single bit of a model flipped: refused in one line")
    void read_anyBitFlipped_isRefused(Trials trials) throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < FLIPS; i++) {
            int bit = random.nextInt(8 * sound.length);
            byte[] damaged = sound.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            refusal("bit " + bit, damaged);
            trials.survived();
        }
    }

    @Test
    @Survives(
            promise = Promise.MODEL_FILES,
            what = "forged models with a correct checksum: refused in one line that names what was forged")
    void read_forgedFile_isRefusedForWhatWasForged(Trials trials) throws IOException {
        List<HostileModels.Case> cases = HostileModels.of(sound);
        assertTrue(cases.size() >= 60, cases.size() + " cases");
        assertAll(cases.stream().map(forged -> () -> {
            String message = refusal(forged.name(), forged.file());
            assertTrue(message.contains(forged.refusal()), forged.name() + ": " + message);
            trials.survived();
        }));
    }

    /** Returns the message that refuses a file. */
    private String refusal(String name, byte[] bytes) throws IOException {
        Path written = write(bytes);
        String message =
                assertBounded(name, bytes, () -> assertThrows(InputException.class, () -> ModelFile.read(written), name)
                        .getMessage());
        assertTrue(message.startsWith(file + ": "), name + ": " + message);
        assertEquals(1, message.lines().count(), name + ": " + message);
        assertTrue(message.codePoints().noneMatch(Character::isISOControl), name + ": " + message);
        assertTrue(message.length() < file.toString().length() + 400, name + ": " + message);
        return message;
    }

    private Path write(byte[] bytes) throws IOException {
        Rewriting.write(file, bytes);
        return file;
    }

    private static <T> T assertBounded(String name, byte[] bytes, Supplier<T> reading) {
        AtomicReference<T> result = new AtomicReference<>();
        long allocated = allocated(() -> result.set(reading.get()));
        assertTrue(
                allocated <= 2L * bytes.length + SLACK,
                name + ": allocated " + allocated + " bytes for " + bytes.length);
        return result.get();
    }

    /** Returns the bytes that reading allocates, an upper limit of the memory in use at once. */
    private static long allocated(Runnable reading) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        reading.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
