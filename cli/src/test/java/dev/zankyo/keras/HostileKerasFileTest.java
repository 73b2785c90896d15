package dev.zankyo.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.zankyo.InputException;
import dev.zankyo.TestSize;
import dev.zankyo.hostile.Rewriting;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import dev.zankyo.reliability.Trials;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of damaged files of Keras: each is read, or refused in one line, in bounded memory. Draws use the seed
 * {@value #SEED}.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class HostileKerasFileTest {
    private static final long SEED = 5;
    private static final int MUTATIONS = 1_250;

    /** The memory limit for reading a file of less than 64 KiB. */
    private static final long MOST_BYTES = 32 << 20;

    @TempDir
    private Path folder;

    /** Cuts a file, flips bits, and writes sizes of any kind, zeros, or its own bytes anywhere in it. */
    @ParameterizedTest
    @ValueSource(strings = {"narrow.weights.h5", "narrow.keras", "narrow.h5", "jhdf"})
    @Survives(
            promise = Promise.INPUT,
            what = "weights of Keras changed at random, 1,250 for each layout: read or refused in one line, in bounded"
                    + " memory")
    void read_changedFile_isReadOrRefused(String name, Trials trials) throws IOException {
        byte[] sound = sound(name);
        Path file = folder.resolve("file.h5");
        assertTrue(!refuses(sound, file));
        Random random = new Random(SEED);
        int mutations = TestSize.of(TestSize.of(TestSize.of(MUTATIONS))); // one in 125 in the short tier
        int refused = 0;
        for (int i = 0; i < mutations; i++) {
            refused += refuses(changed(sound, random), file) ? 1 : 0;
            trials.survived();
        }
        assertTrue(refused > mutations / 20, "refused " + refused + " of " + mutations);
    }

    private byte[] sound(String name) throws IOException {
        if (!name.equals("jhdf")) {
            return Files.readAllBytes(KerasFiles.resource(name));
        }
        Path written = folder.resolve("written.h5");
        var config =
                KerasImport.read(KerasFiles.resource("narrow.h5"), line -> {}).config();
        new KerasExport(KerasFiles.model(config), KerasFormat.TF_2).write(written);
        return Files.readAllBytes(written);
    }

    private static byte[] changed(byte[] sound, Random random) {
        if (random.nextInt(20) == 0) {
            return Arrays.copyOf(sound, random.nextInt(sound.length));
        }
        byte[] bytes = sound.clone();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 1 + random.nextInt(8); n > 0; n--) {
            int at = telling(sound, random);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> buffer.putLong(at, random.nextLong(sound.length));
                case 3 -> buffer.putLong(at, Long.MAX_VALUE >>> random.nextInt(63));
                case 4 -> buffer.putInt(at, -1 >>> random.nextInt(32));
                default -> System.arraycopy(sound, telling(sound, random), bytes, at, 8);
            }
        }
        return bytes;
    }

    /** Returns a place at which something stands: most of an HDF5 file is zero. */
    private static int telling(byte[] sound, Random random) {
        int at = random.nextInt(sound.length - 8);
        while (sound[at] == 0 && random.nextInt(200) != 0) {
            at = random.nextInt(sound.length - 8);
        }
        return at;
    }

    @Test
    void read_fewGroupsOnManyPaths_areRefused() {
        Path file = KerasFiles.resource("fan.weights.h5");
        assertEquals(
                file + ": must have at most 20000 groups and tensors; got more",
                assertThrows(InputException.class, () -> KerasImport.read(file, line -> {}))
                        .getMessage());
    }

    /** Checks sizes that a file claims in the header of a tensor. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, 2_000_000_000, 1L << 31, 1L << 62, Long.MIN_VALUE})
    void read_tensorOfAnotherSize_isRefused(long axis) throws IOException {
        byte[] bytes = Files.readAllBytes(KerasFiles.resource("narrow.weights.h5"));
        // The axes of the stem's kernel, (3, 3, 1, 2), follow one another in the file.
        byte[] axes = ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(3)
                .putLong(3)
                .putLong(1)
                .putLong(2)
                .array();
        int at = 0;
        while (!Arrays.equals(axes, 0, 32, bytes, at, at + 32)) {
            at++;
        }
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at + 24, axis);
        assertTrue(refuses(bytes, folder.resolve("file.weights.h5")));
    }

    private static boolean refuses(byte[] bytes, Path file) throws IOException {
        Rewriting.write(file, bytes);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean refused = false;
        try {
            KerasImport.read(file, line -> assertEquals(1, line.lines().count(), line));
        } catch (InputException e) {
            assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
            refused = true;
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < MOST_BYTES, allocated + " bytes allocated");
        return refused;
    }
}
