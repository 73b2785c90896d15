package dev.zankyo.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.io.MappedStore.MalformedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedStoreTest {
    private static final String MARK = "ZankyoT1";
    private static final byte[] BODY = {1, 2, 3, 4, 5};
    private static final byte[] FOOTER = {6, 7, 8};

    @TempDir
    Path folder;

    private Path file;
    private byte[] good;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("t.store");
        MappedStore.write(file, MARK, body -> {
            body.write(1);
            body.write(new byte[] {9, 2, 3, 4, 9}, 1, 3);
            body.write(new byte[] {5});
            return FOOTER;
        });
        good = Files.readAllBytes(file);
    }

    private MappedStore open(byte[] bytes) throws IOException {
        // Each copy is a file of its own, because a mapped file must not change.
        return MappedStore.open(Files.write(Files.createTempFile(folder, "copy", ".store"), bytes), MARK);
    }

    private void check(byte[] bytes) throws IOException {
        try (MappedStore store = open(bytes)) {
            store.requireWholeBody(read -> {});
        }
    }

    /** Checks the bytes of a file against the documented format. */
    @Test
    void bytes_areThoseOfTheFormat() {
        var body = new CRC32C();
        body.update(BODY);
        ByteBuffer expected = ByteBuffer.allocate(BODY.length + FOOTER.length + 28);
        expected.put(BODY).put(FOOTER);
        expected.putLong(BODY.length).putInt((int) body.getValue()).putInt(FOOTER.length);
        var footer = new CRC32C();
        footer.update(expected.array(), BODY.length, FOOTER.length + 16);
        expected.putInt((int) footer.getValue()).put(MARK.getBytes(StandardCharsets.US_ASCII));
        assertArrayEquals(expected.array(), good);
    }

    @Test
    void open_whatWasWritten_givesItBackAlsoWhenClosed() throws IOException {
        MemorySegment body;
        List<Long> progress = new ArrayList<>();
        try (MappedStore store = MappedStore.open(file, MARK)) {
            assertArrayEquals(FOOTER, store.footer());
            assertEquals(BODY.length, store.bodyBytes());
            store.requireWholeBody(progress::add);
            body = store.body();
        }
        assertEquals(List.of((long) BODY.length), progress);
        assertArrayEquals(BODY, body.toArray(ValueLayout.JAVA_BYTE));
        assertTrue(body.isReadOnly());
    }

    @Test
    void roundTrip_nothingAndSeveralChunks_isExact() throws IOException {
        for (int size : new int[] {0, (1 << 20) - 1, 1 << 20, 3 * (1 << 20) + 1}) {
            byte[] content = new byte[size];
            for (int i = 0; i < size; i++) {
                content[i] = (byte) (i * 31 + (i >> 8));
            }
            MappedStore.write(file, MARK, body -> {
                body.write(content);
                return new byte[0];
            });
            try (MappedStore store = MappedStore.open(file, MARK)) {
                store.requireWholeBody(read -> {});
                assertArrayEquals(content, store.body().toArray(ValueLayout.JAVA_BYTE));
            }
        }
    }

    @Test
    void file_cutAnywhereOrLengthened_isRefused() {
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThrows(MalformedException.class, () -> open(cut), "cut to " + length);
        }
        for (int from = 1; from < good.length; from++) {
            byte[] cut = Arrays.copyOfRange(good, from, good.length);
            assertThrows(MalformedException.class, () -> open(cut), "cut from " + from);
        }
        assertThrows(MalformedException.class, () -> open(Arrays.copyOf(good, good.length + 1)));
    }

    /**
     * Checks that any flipped bit is found: outside the body when the file is opened, in the body when that is checked.
     */
    @Test
    void file_withAnyBitFlipped_isRefused() throws IOException {
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            if (bit < 8 * BODY.length) {
                open(flipped).close();
            } else {
                assertThrows(MalformedException.class, () -> open(flipped), "bit " + bit);
            }
            assertThrows(MalformedException.class, () -> check(flipped), "bit " + bit);
        }
    }

    @Test
    void tail_thatLies_isRefused() {
        int tail = good.length - MappedStores.TAIL;
        for (int lie : new int[] {-1, 0, 2, 4, good.length, 64 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            byte[] footer = good.clone();
            ByteBuffer.wrap(footer).putInt(tail + 12, lie);
            assertThrows(MalformedException.class, () -> open(MappedStores.sealed(footer)), "footer of " + lie);
            byte[] body = good.clone();
            ByteBuffer.wrap(body).putLong(tail, lie);
            assertThrows(MalformedException.class, () -> open(MappedStores.sealed(body)), "body of " + lie);
        }
    }

    @Test
    void messages_areWholeLinesThatNameTheFile() {
        assertEquals(
                file + ": must end with the mark ZankyoT2; it is damaged, or another version or program wrote it",
                assertThrows(MalformedException.class, () -> MappedStore.open(file, "ZankyoT2"))
                        .getMessage());
        assertEquals(
                file + ": rows must be so",
                assertThrows(MalformedException.class, () -> {
                            try (MappedStore store = MappedStore.open(file, MARK)) {
                                store.require(true, "not said");
                                store.require(false, "rows must be so");
                            }
                        })
                        .getMessage());
    }

    @Test
    void failureWhileWriting_leavesWhatWasThere() throws IOException {
        assertThrows(
                IllegalStateException.class,
                () -> MappedStore.write(file, MARK, body -> {
                    body.write(BODY);
                    throw new IllegalStateException("half way");
                }));
        assertThrows(UncheckedIOException.class, () -> MappedStore.write(file, MARK, MappedStoreTest::tooMuch));
        assertArrayEquals(good, Files.readAllBytes(file));
    }

    private static byte[] tooMuch(OutputStream body) {
        return new byte[(64 << 20) + 1];
    }

    @Test
    void mark_ofAnotherLength_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> MappedStore.open(file, "short"));
    }
}
