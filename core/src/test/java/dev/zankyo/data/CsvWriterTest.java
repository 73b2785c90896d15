package dev.zankyo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvWriterTest {
    private static final float[] VALUES = {1, -2.00005f, 1e-9f, 4, 5e9f, -13.8155f, 7, 8, 9, 10, 11, 12};
    private static final Dataset DATA = new Dataset(List.of("a", "b, \"c\""), new int[] {1, 0}, VALUES, 2, 3);

    @TempDir
    Path folder;

    @Test
    void write_bandMajor_hasFourDecimalsAndQuotesWhatNeedsIt() throws IOException {
        Path file = folder.resolve("data.csv");
        CsvWriter.write(DATA, file, Layout.BAND_MAJOR);
        assertEquals(
                "\"b, \"\"c\"\"\",1.0000,-2.0001,0.0000,4.0000,5000000000.0000,-13.8155\n"
                        + "a,7.0000,8.0000,9.0000,10.0000,11.0000,12.0000\n",
                Files.readString(file));
    }

    @Test
    void write_eitherLayout_isReadBack() {
        for (Layout layout : List.of(Layout.BAND_MAJOR, Layout.FRAME_MAJOR)) {
            Path file = folder.resolve(layout + ".csv");
            CsvWriter.write(DATA, file, layout);
            Dataset read = new CsvReader(2, 3, layout).readTraining(file).data();
            assertEquals(DATA.classes(), read.classes());
            assertArrayEquals(DATA.labels(), read.labels());
            assertArrayEquals(DATA.values(), read.values(), 1e-4f);
        }
    }

    @Test
    void write_unlabelledRows_haveNoLabelColumn() throws IOException {
        Path file = folder.resolve("data.csv");
        CsvWriter.write(new Dataset(List.of(), new int[] {-1}, new float[] {1, 2}, 1, 2), file, Layout.BAND_MAJOR);
        assertEquals("1.0000,2.0000\n", Files.readString(file));
    }

    @Test
    void write_someRowsLabelled_isRefusedAndWritesNothing() {
        Dataset mixed = new Dataset(List.of("a"), new int[] {0, -1}, new float[] {1, 2}, 1, 1);
        Path file = folder.resolve("data.csv");
        assertThrows(IllegalArgumentException.class, () -> CsvWriter.write(mixed, file, Layout.BAND_MAJOR));
        assertFalse(Files.exists(file));
    }
}
