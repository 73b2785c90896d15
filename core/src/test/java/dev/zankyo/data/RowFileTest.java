package dev.zankyo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.data.LabelColumn.Label;
import dev.zankyo.data.RowFile.OutdatedException;
import dev.zankyo.io.MappedStore.MalformedException;
import dev.zankyo.io.MappedStores;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the documented format, and of files that violate it, by accident or by intent. */
class RowFileTest {
    private static final CsvVersion VERSION = new CsvVersion(1000, 17, 18);
    private static final int ROWS = 3;
    private static final int DATA = ROWS * (6 + 1) * 4;

    @TempDir
    Path temporary;

    private Path file;
    private byte[] good;

    @BeforeEach
    void write() throws IOException {
        file = temporary.resolve("t.rows");
        RowFile.write(file, VERSION, 2, 3, out -> {
            out.add(new float[] {1, 2, 3, 4, 5, 6}, "bell", 1);
            out.add(new float[] {-1, -2, -3, -4, -5, -6.5f}, "音", 2);
            out.add(new float[] {7, 8, 9, 10, 11, 12}, "bell", 4);
        });
        good = Files.readAllBytes(file);
    }

    private ParsedFile open(byte[] bytes) throws IOException {
        return open(bytes, VERSION, 2, 3);
    }

    private ParsedFile open(byte[] bytes, CsvVersion version, int bands, int frames) throws IOException {
        // Each copy is a file of its own, because a mapped file must not change.
        Path copy = Files.write(Files.createTempFile(temporary, "copy", ".rows"), bytes);
        return RowFile.openChecked(copy, version, bands, frames, read -> {});
    }

    /** Returns the file with a changed footer and a matching checksum: the work of an attacker, not of an accident. */
    private byte[] forged(Consumer<ByteBuffer> change) {
        byte[] bytes = good.clone();
        ByteBuffer footer = ByteBuffer.wrap(bytes, DATA, bytes.length - DATA - MappedStores.TAIL)
                .slice();
        change.accept(footer);
        return MappedStores.sealed(bytes);
    }

    @Test
    void open_whatWasWritten_givesItBack() throws IOException {
        for (ParsedFile parsed : List.of(RowFile.open(file, VERSION, 2, 3), open(good))) {
            assertEquals(List.of(new Label("bell", 1), new Label("音", 2)), parsed.labels());
            assertArrayEquals(new int[] {0, 1, 0}, parsed.rows());
            float[] row = new float[8];
            parsed.values().apply(Layout.BAND_MAJOR).copy(1, row, 1);
            assertArrayEquals(new float[] {0, -1, -2, -3, -4, -5, -6.5f, 0}, row);
            parsed.values().apply(Layout.FRAME_MAJOR).copy(2, row, 0);
            assertArrayEquals(new float[] {7, 9, 11, 8, 10, 12}, Arrays.copyOf(row, 6));
        }
    }

    @Test
    void format_thatWasWritten_isGivenBack() throws IOException {
        for (RowFormat format : List.of(
                new RowFormat(';', true, false, true, 7, true, ""),
                new RowFormat('\t', false, true, false, 3, false, "音"))) {
            Path other = temporary.resolve("format.rows");
            RowFile.write(other, VERSION, 2, 3, out -> {
                out.add(new float[6], "a", 1);
                out.format(format);
            });
            assertEquals(format, RowFile.open(other, VERSION, 2, 3).format());
        }
    }

    @Test
    void bytes_areThoseOfTheFormat() {
        ByteBuffer bytes = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(1, bytes.getFloat(0));
        assertEquals(-6.5f, bytes.getFloat(11 * 4));
        assertEquals(1, bytes.getInt(ROWS * 6 * 4 + 4));
        bytes.order(ByteOrder.BIG_ENDIAN);
        int[] head = {2, 3, ROWS};
        for (int i = 0; i < head.length; i++) {
            assertEquals(head[i], bytes.getInt(DATA + 4 * i));
        }
        assertEquals(1000, bytes.getLong(DATA + 12));
        int[] format = {',', 0, 0, 0, 0, 0, 0};
        for (int i = 0; i < format.length; i++) {
            assertEquals(format[i], bytes.getInt(DATA + 60 + 4 * i));
        }
        assertEquals(2, bytes.getInt(DATA + 88));
        assertEquals("ZankyoR3", new String(good, good.length - 8, 8, StandardCharsets.US_ASCII));
    }

    @Test
    void file_cutAnywhere_isRefused() {
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThrows(MalformedException.class, () -> open(cut), "cut to " + length);
        }
    }

    @Test
    void file_withItsBeginningCut_isRefused() {
        for (int from = 1; from < good.length; from++) {
            byte[] cut = Arrays.copyOfRange(good, from, good.length);
            assertThrows(MalformedException.class, () -> open(cut), "cut from " + from);
        }
    }

    @Test
    void file_withAnyBitFlipped_isRefused() {
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(MalformedException.class, () -> open(flipped), "bit " + bit);
        }
    }

    @Test
    void file_withBytesAfterIt_isRefused() {
        assertThrows(MalformedException.class, () -> open(Arrays.copyOf(good, good.length + 1)));
        byte[] twice = Arrays.copyOf(good, 2 * good.length);
        System.arraycopy(good, 0, twice, good.length, good.length);
        assertThrows(MalformedException.class, () -> open(twice));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0  | 3          | rows must be of 2 x 3 values; got 3 x 3",
                "4  | -3         | rows must be of 2 x 3 values; got 2 x -3",
                "8  | 2          | must have a body of its rows; expected 56 bytes, got 84",
                "8  | 0          | must have at least one row; got 0",
                "8  | -1         | must have at least one row; got -1",
                "8  | 2147483647 | must have a body of its rows; expected 60129542116 bytes, got 84",
                "60 | 46         | separator must be a comma, a semicolon or a tab; got number 46",
                "76 | -2         | label must be in a column; got number -2",
                "76 | 8          | label must be in a column; got number 8",
                "84 | -1         | texts must lie within the footer; got -1 bytes of one",
                "88 | -1         | must have at most a label for each row; got -1",
                "88 | 2147483647 | must have at most a label for each row; got 2147483647",
                "88 | 3          | must have a whole footer; it ends early",
                "88 | 1          | must have no more footer than labels; got 11 bytes more",
                "96 | -1         | texts must lie within the footer; got -1 bytes of one",
                "96 | 2147483647 | texts must lie within the footer; got 2147483647 bytes of one",
            })
    void footer_thatLies_isRefused(int offset, int value, String message) {
        byte[] lie = forged(footer -> footer.putInt(offset, value));
        String got = assertThrows(MalformedException.class, () -> open(lie)).getMessage();
        assertTrue(got.startsWith(temporary + "/copy") && got.endsWith(".rows: " + message), got);
    }

    @Test
    void label_thatIsNoneOfTheFooters_isRefused() {
        for (int label : new int[] {2, -1, -2, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            byte[] bytes = good.clone();
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(ROWS * 6 * 4, label);
            String message = assertThrows(MalformedException.class, () -> open(MappedStores.sealed(bytes)))
                    .getMessage();
            assertTrue(message.endsWith(": labels must be those of the footer; got number " + label), message);
        }
    }

    @Test
    void file_ofAnEarlierVersion_isRefused() {
        byte[] earlier = good.clone();
        System.arraycopy("ZankyoRW".getBytes(StandardCharsets.US_ASCII), 0, earlier, earlier.length - 8, 8);
        String message =
                assertThrows(MalformedException.class, () -> open(earlier)).getMessage();
        assertTrue(
                message.endsWith(
                        ": must end with the mark ZankyoR3; it is damaged, or another version or program wrote it"),
                message);
    }

    @Test
    void file_ofAnotherVersionOrShape_isRefused() {
        for (CsvVersion other :
                List.of(new CsvVersion(1001, 17, 18), new CsvVersion(1000, 16, 18), new CsvVersion(1000, 17, 19))) {
            assertThrows(OutdatedException.class, () -> open(good, other, 2, 3));
        }
        assertThrows(MalformedException.class, () -> open(good, VERSION, 3, 2));
    }

    @Test
    void failureWhileWriting_leavesWhatWasThere() throws IOException {
        assertThrows(
                IllegalStateException.class,
                () -> RowFile.write(file, VERSION, 2, 3, out -> {
                    out.add(new float[6], "a", 1);
                    throw new IllegalStateException("half way");
                }));
        assertArrayEquals(good, Files.readAllBytes(file));
        assertTrue(open(good).rows().length == ROWS);
    }
}
