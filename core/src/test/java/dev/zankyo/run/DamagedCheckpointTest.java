package dev.zankyo.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.hostile.Rewriting;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import dev.zankyo.reliability.Trials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of damaged checkpoints: each is refused in one line. Draws use the seed {@value #SEED}. */
class DamagedCheckpointTest {
    private static final long SEED = 12;
    private static final int FLIPS = 10_000;

    @TempDir
    Path folder;

    private Path file;
    private byte[] sound;

    @BeforeEach
    void save() throws IOException {
        file = folder.resolve("checkpoint");
        sound = Checkpoints.sound(folder);
        Checkpoints.read(file);
    }

    @Test
    @Survives(promise = Promise.MODEL_FILES, what = "a checkpoint cut at every byte: refused in one line")
    void read_cutAnywhere_isRefused(Trials trials) throws IOException {
        for (int length = 0; length < sound.length; length++) {
            assertRefused("cut at " + length, Arrays.copyOf(sound, length));
            trials.survived();
        }
    }

    @Test
    @Survives(promise = Promise.MODEL_FILES, what = "a single bit of a checkpoint flipped: refused in one line")
    void read_anyBitFlipped_isRefused(Trials trials) throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < FLIPS; i++) {
            int bit = random.nextInt(8 * sound.length);
            byte[] damaged = sound.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused("bit " + bit, damaged);
            trials.survived();
        }
    }

    private void assertRefused(String name, byte[] bytes) throws IOException {
        Rewriting.write(file, bytes);
        String message = assertThrows(InputException.class, () -> Checkpoints.read(file), name)
                .getMessage();
        assertTrue(message.startsWith(file + ": "), name + ": " + message);
        assertEquals(1, message.lines().count(), name + ": " + message);
    }
}
