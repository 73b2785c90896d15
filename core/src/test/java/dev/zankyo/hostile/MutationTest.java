package dev.zankyo.hostile;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.TestSize;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import dev.zankyo.reliability.Trials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests of valid files changed at random, {@value #MUTATIONS} per parser: each is read, or refused in one line. Draws
 * use the seed {@value #SEED}.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MutationTest {
    private static final long SEED = 5;
    private static final int MUTATIONS = 20_000;

    private static final byte[] TELLING = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff, '\n', '"', ',', '-', '9', '[', '{'};

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    @Survives(
            promise = Promise.INPUT,
            what = "files changed at random, 20,000 for each parser: read or refused in one line, in bounded memory")
    void read_changedFile_isReadOrRefused(Parser parser, Trials trials) throws IOException {
        byte[] sound = parser.sound(folder);
        Path file = folder.resolve("file");
        assertFalse(parser.refuses(sound, file));
        Random random = new Random(SEED);
        int mutations = TestSize.of(TestSize.of(MUTATIONS)); // one in 25 in the short tier: there are many parsers
        int refused = 0;
        for (int i = 0; i < mutations; i++) {
            refused += parser.refuses(changed(sound, random), file) ? 1 : 0;
            trials.survived();
        }
        assertTrue(refused > mutations / 50, "hardly anything was refused: " + refused);
    }

    /** Returns the bytes after one to four changes. */
    private static byte[] changed(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        for (int n = 1 + random.nextInt(4); n > 0 && bytes.length > 8; n--) {
            int at = random.nextInt(bytes.length);
            int end = Math.min(bytes.length, at + 1 + random.nextInt(16));
            byte telling = TELLING[random.nextInt(TELLING.length)];
            switch (random.nextInt(7)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = telling;
                case 2 -> Arrays.fill(bytes, at, end, telling);
                case 3 -> bytes = Arrays.copyOf(bytes, at);
                case 4 -> bytes = joined(bytes, at, end); // removed
                case 5 -> bytes = joined(bytes, end, at); // repeated
                default -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(16));
            }
        }
        return bytes;
    }

    /** Returns the bytes before one index and those from another on. */
    private static byte[] joined(byte[] bytes, int before, int from) {
        byte[] joined = Arrays.copyOf(bytes, before + bytes.length - from);
        System.arraycopy(bytes, from, joined, before, bytes.length - from);
        return joined;
    }
}
