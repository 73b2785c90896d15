package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.io.MappedStore.MalformedException;
import dev.zankyo.io.MappedStores;
import dev.zankyo.random.CounterRandom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FeaturePackTest {
    private static final int SIZE = 24;
    private static final List<SoundFacts> FACTS = List.of(
            new SoundFacts("00112233445566778899aabbccddeeff", 8000, 1, 0.5, 0.9, 0.1, 0, ""),
            new SoundFacts("ffeeddccbbaa99887766554433221100", 44_100, 2, 5, 1, 0.3, 0.01, "truncated; \u6b8b"));

    @TempDir
    private Path folder;

    private Path file;
    private byte[] whole;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("a.features");
        FeaturePack.write(file, SIZE, out -> {
            assertEquals(0, out.add(Recordings.row(0), FACTS.get(0)));
            assertEquals(1, out.add(Recordings.row(1), FACTS.get(1)));
        });
        whole = Files.readAllBytes(file);
    }

    @Test
    void open_whatWasWritten_isTheSame() throws IOException {
        FeaturePack pack = FeaturePack.open(file, SIZE);

        assertEquals(FACTS, pack.facts());
        for (int row = 0; row < 2; row++) {
            float[] values = new float[SIZE + 1];
            pack.copy(row, values, 1);
            assertArrayEquals(Recordings.row(row), Arrays.copyOfRange(values, 1, SIZE + 1));
            assertEquals(true, pack.isWhole(row));
        }
    }

    @Test
    void open_otherRowSize_isRefused() {
        assertThrows(MalformedException.class, () -> FeaturePack.open(file, SIZE + 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1          | must have a body of its rows; got 192 bytes for 1",
                "0 | -2         | must have a body of its rows; got 192 bytes for -2",
                "0 | 2147483647 | must have a body of its rows; got 192 bytes for 2147483647",
                "4 | 48         | rows must have 24 values; got 48",
                "68 | -65536 | must have an index of all its rows; it ends early or has no text where one should be",
                "68 | 196607 | must have an index of all its rows; it ends early or has no text where one should be",
            })
    void footer_thatLies_isRefused(int offset, int value, String message) throws IOException {
        ByteBuffer.wrap(whole).putInt(2 * SIZE * Float.BYTES + offset, value);
        Files.write(file, MappedStores.sealed(whole));
        assertEquals(
                file + ": " + message,
                assertThrows(MalformedException.class, () -> FeaturePack.open(file, SIZE))
                        .getMessage());
    }

    @Test
    void open_cutAnywhere_isRefused() throws IOException {
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(MalformedException.class, () -> FeaturePack.open(file, SIZE), "cut at " + length);
        }
    }

    @Test
    void open_anyBitFlipped_isNoticed() throws IOException {
        int rowBits = 2 * SIZE * Float.SIZE;
        CounterRandom random = CounterRandom.of(5);
        for (int n = 0; n < 1000; n++) {
            int bit = random.below(n, whole.length * 8);
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);
            if (bit < rowBits) {
                FeaturePack pack = FeaturePack.open(file, SIZE);
                int row = bit / (rowBits / 2);
                assertEquals(false, pack.isWhole(row), "bit " + bit);
                assertEquals(true, pack.isWhole(1 - row), "bit " + bit);
            } else {
                assertThrows(MalformedException.class, () -> FeaturePack.open(file, SIZE), "bit " + bit);
            }
        }
    }

    /** Pages that have been read are let go now and then; rows can be read all the same. */
    @Test
    void copy_manyTimes_givesTheRowsStill() throws IOException {
        FeaturePack pack = FeaturePack.open(file, SIZE);
        float[] values = new float[SIZE];
        for (int n = 0; n < 1000; n++) {
            pack.copy(n % 2, values, 0);
            assertArrayEquals(Recordings.row(n % 2), values);
        }
    }
}
