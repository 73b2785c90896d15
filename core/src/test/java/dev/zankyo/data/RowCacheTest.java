package dev.zankyo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.io.CacheFolder;
import dev.zankyo.random.CounterRandom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of the cache with files of any size. The rows use the seed {@value #SEED}. */
class RowCacheTest {
    private static final long SEED = 21;
    private static final int BANDS = 4;
    private static final int FRAMES = 6;
    private static final int ROWS = 700; // more than are held at once

    @TempDir
    Path temporary;

    /** A listener that records its calls. */
    private static final class Heard implements ReadingListener {
        final List<Work> work = new ArrayList<>();
        final List<String> problems = new ArrayList<>();
        long read;
        int open;

        @Override
        public void onBegin(Work begun, Path csv, long bytes) {
            work.add(begun);
            read = 0;
            open++;
        }

        @Override
        public void onRead(long bytes) {
            assertTrue(bytes >= read);
            read = bytes;
        }

        @Override
        public void onEnd() {
            open--;
        }

        @Override
        public void onProblem(String line) {
            problems.add(line);
        }
    }

    private final Heard heard = new Heard();

    private Path folder() {
        return temporary.resolve("cache");
    }

    private CsvReader cached(Layout layout) {
        return new CsvReader(BANDS, FRAMES, layout, RowCache.in(folder(), heard).withThreshold(1));
    }

    private static CsvReader inMemory(Layout layout) {
        return new CsvReader(BANDS, FRAMES, layout);
    }

    /** Writes labeled rows in band-major order. */
    private Path csv(long seed) {
        var random = CounterRandom.of(seed);
        int[] labels = new int[ROWS];
        float[] values = new float[ROWS * BANDS * FRAMES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (i % (BANDS * FRAMES) / FRAMES * 3 + 0.3 * random.gaussian(i));
        }
        Arrays.setAll(labels, row -> row % 3);
        Path file = temporary.resolve("rows.csv");
        CsvWriter.write(new Dataset(List.of("c", "a", "b"), labels, values, BANDS, FRAMES), file, Layout.BAND_MAJOR);
        return file;
    }

    private static void assertSame(CsvDataset expected, CsvDataset actual) {
        assertEquals(expected.layout(), actual.layout());
        assertEquals(expected.data().classes(), actual.data().classes());
        assertArrayEquals(expected.data().labels(), actual.data().labels());
        assertArrayEquals(expected.data().values(), actual.data().values());
        assertEquals(Standardization.of(expected.data()), Standardization.of(actual.data()));
    }

    private List<Path> filesIn(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void rows_fromTheCache_areThoseInMemoryBitForBit(Layout layout) throws IOException {
        Path file = csv(SEED);
        CsvDataset expected = inMemory(layout).readTraining(file);
        for (int time = 0; time < 2; time++) {
            assertSame(expected, cached(layout).readTraining(file));
        }
        List<String> classes = List.of("b", "x", "c", "a");
        assertSame(inMemory(layout).readTest(file, classes), cached(layout).readTest(file, classes));
        assertSame(inMemory(layout).readSounds(file, classes), cached(layout).readSounds(file, classes));
        assertEquals(1, filesIn(folder()).size(), "one cache serves all layouts and purposes");
        assertEquals(List.of(), heard.problems);
    }

    @Test
    void file_isParsedOnceAndCheckedEveryTimeAfter() throws IOException {
        Path file = csv(SEED);
        cached(Layout.AUTO).readTraining(file);
        assertEquals(List.of(ReadingListener.Work.PARSING), heard.work);
        assertTrue(heard.read > Files.size(file) / 2, "progress is told");
        cached(Layout.AUTO).readTraining(file);
        assertEquals(List.of(ReadingListener.Work.PARSING, ReadingListener.Work.CHECKING), heard.work);
        assertEquals(ROWS * (BANDS * FRAMES + 1) * 4, heard.read);
        assertEquals(0, heard.open);
    }

    @Test
    void file_thatHasChanged_isParsedAgain() throws IOException {
        Path file = csv(SEED);
        cached(Layout.AUTO).readTraining(file);
        FileTime modified = Files.getLastModifiedTime(file);
        String text = Files.readString(file);
        char[] changed = text.toCharArray();
        int digit = text.indexOf('.') + 1;
        changed[digit] = changed[digit] == '1' ? '2' : '1';
        Files.writeString(file, new String(changed));
        Files.setLastModifiedTime(file, modified); // size and time do not reveal the change
        assertSame(inMemory(Layout.AUTO).readTraining(file), cached(Layout.AUTO).readTraining(file));
        assertEquals(
                List.of(ReadingListener.Work.PARSING, ReadingListener.Work.CHECKING, ReadingListener.Work.PARSING),
                heard.work);
        assertEquals(1, filesIn(folder()).size(), "the new rows replace the old");
    }

    @Test
    void file_thatChangesWhileItIsRead_isRefused() throws IOException {
        Path file = csv(SEED);
        var appending = new ReadingListener() {
            @Override
            public void onBegin(Work work, Path csv, long bytes) {
                try {
                    Files.writeString(csv, "\n", StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        var reader = new CsvReader(
                BANDS, FRAMES, Layout.AUTO, RowCache.in(folder(), appending).withThreshold(1));
        var error = assertThrows(InputException.class, () -> reader.readTraining(file));
        assertEquals(file + ": file must not change while it is read; it did (start again)", error.getMessage());
        assertEquals(List.of(), filesIn(folder()));
    }

    @Test
    void cache_thatIsDamaged_isMadeAgainAndSaid() throws IOException {
        Path file = csv(SEED);
        CsvDataset expected = inMemory(Layout.AUTO).readTraining(file);
        cached(Layout.AUTO).readTraining(file);
        Path rows = filesIn(folder()).get(0);
        byte[] bytes = Files.readAllBytes(rows);
        bytes[100] ^= 1;
        Files.write(rows, bytes);
        assertSame(expected, cached(Layout.AUTO).readTraining(file));
        assertEquals(
                List.of(file + ": parsing the file again, as its cached rows cannot be used; " + rows
                        + ": must have a body that matches its checksum; it does not"),
                heard.problems);
        assertSame(expected, cached(Layout.AUTO).readTraining(file));
        assertEquals(1, heard.problems.size(), "mended");
        assertEquals(0, heard.open);
    }

    @Test
    void cache_ofAnEarlierVersion_isMadeAgainAndSaid() throws IOException {
        Path file = csv(SEED);
        cached(Layout.AUTO).readTraining(file);
        Path rows = filesIn(folder()).get(0);
        Files.writeString(rows, "rows in the layout of an earlier version ZankyoRW");
        assertSame(inMemory(Layout.AUTO).readTraining(file), cached(Layout.AUTO).readTraining(file));
        assertEquals(
                List.of(file + ": parsing the file again, as its cached rows cannot be used; " + rows
                        + ": must end with the mark ZankyoR3; it is damaged, or another version or program wrote it"),
                heard.problems);
        cached(Layout.AUTO).readTraining(file);
        assertEquals(1, heard.problems.size(), "mended");
        assertEquals(List.of(rows), filesIn(folder()), "replaced");
    }

    @Test
    void badRow_isNamedAsWithoutACacheAndNothingIsLeft() throws IOException {
        Path file = csv(SEED);
        Files.writeString(file, "a,1,2,x\n", StandardOpenOption.APPEND);
        String expected = assertThrows(
                        InputException.class, () -> inMemory(Layout.AUTO).readTraining(file))
                .getMessage();
        assertTrue(expected.startsWith(file + ":" + (ROWS + 1) + ":5: "), expected);
        assertEquals(
                expected,
                assertThrows(InputException.class, () -> cached(Layout.AUTO).readTraining(file))
                        .getMessage());
        assertEquals(List.of(), filesIn(folder()));
        assertEquals(0, heard.open);
    }

    @Test
    void label_notTrainedOn_isNamedByItsFirstLine() {
        Path file = csv(SEED);
        for (int time = 0; time < 2; time++) {
            var error =
                    assertThrows(InputException.class, () -> cached(Layout.AUTO).readTest(file, List.of("a", "c")));
            assertEquals(
                    file + ":3:1: label must be one of the classes trained on; expected one of a, c, got \"b\"",
                    error.getMessage());
        }
    }

    @Test
    void rowsWithoutLabels_areCachedButNotLearntFrom() throws IOException {
        Path file = Files.writeString(temporary.resolve("bare.csv"), "1,2,3,4,5,6\n7,8,9,10,11,12\n");
        var reader = new CsvReader(
                2, 3, Layout.BAND_MAJOR, RowCache.in(folder(), heard).withThreshold(1));
        for (int time = 0; time < 2; time++) {
            Dataset data = reader.readSounds(file, List.of("a", "b")).data();
            assertArrayEquals(new int[] {-1, -1}, data.labels());
            assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, data.values());
        }
        var error = assertThrows(InputException.class, () -> reader.readTraining(file));
        assertTrue(error.getMessage().contains("add the missing label or value"), error::getMessage);
    }

    @Test
    void cache_ofAnotherLabelPosition_isAnother() throws IOException {
        Path file = Files.writeString(
                temporary.resolve("last.csv"), "id;a;b;c;d;e;f;class\n7;1,5;2;3;4;5;6;x\n3;6;5;4;3;2;1;y\n");
        for (LabelPosition label : LabelPosition.values()) {
            var cache = RowCache.in(folder(), heard).withThreshold(1);
            var reader = new CsvReader(2, 3, Layout.BAND_MAJOR, label, cache);
            if (label == LabelPosition.FIRST) {
                assertThrows(InputException.class, () -> reader.readTraining(file));
                continue;
            }
            CsvDataset expected = new CsvReader(2, 3, Layout.BAND_MAJOR, label, RowCache.NONE).readTraining(file);
            for (int time = 0; time < 2; time++) {
                CsvDataset read = reader.readTraining(file);
                assertSame(expected, read);
                assertEquals(expected.format(), read.format());
            }
        }
        assertEquals(2, filesIn(folder()).size());
        assertEquals(List.of(), heard.problems);
    }

    @Test
    void folder_thatCannotBeUsed_leavesTheRowsInMemory() throws IOException {
        Path file = csv(SEED);
        Files.writeString(folder(), "a file where the folder should be"); // stops the superuser, too
        assertSame(inMemory(Layout.AUTO).readTraining(file), cached(Layout.AUTO).readTraining(file));
        assertEquals(
                List.of(file + ": keeping rows in memory, as they cannot be cached in " + folder()
                        + "; a file is in the way (choose another folder with {cacheFolder})"),
                heard.problems);
        assertEquals(0, heard.open);
    }

    @Test
    void smallFiles_andTheCacheNONE_areReadIntoMemory() throws IOException {
        Path file = csv(SEED);
        var reader = new CsvReader(
                BANDS, FRAMES, Layout.AUTO, RowCache.in(folder(), heard).withThreshold(Files.size(file) + 1));
        reader.readTraining(file);
        inMemory(Layout.AUTO).readTraining(file);
        assertTrue(Files.notExists(folder()));
        assertEquals(List.of(), heard.work);
        assertEquals(64 << 20, RowCache.THRESHOLD);
    }

    @Test
    void readersAtOnce_allGetTheRows() throws IOException, InterruptedException, ExecutionException {
        Path file = csv(SEED);
        CsvDataset expected = inMemory(Layout.AUTO).readTraining(file);
        Callable<CsvDataset> reading = () -> new CsvReader(
                        BANDS,
                        FRAMES,
                        Layout.AUTO,
                        RowCache.in(folder(), ReadingListener.NONE).withThreshold(1))
                .readTraining(file);
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<CsvDataset> read : threads.invokeAll(Collections.nCopies(24, reading))) {
                assertSame(expected, read.get());
            }
        }
        assertEquals(1, filesIn(folder()).size(), "nothing temporary is left");
    }

    @Test
    void rows_readByManyThreadsAtOnce_areRight() {
        Dataset mapped = cached(Layout.FRAME_MAJOR).readTraining(csv(SEED)).data();
        Dataset expected = inMemory(Layout.FRAME_MAJOR).readTraining(csv(SEED)).data();
        float[] values = expected.values();
        int size = expected.rowSize();
        boolean right = IntStream.range(0, 20 * ROWS)
                .parallel()
                .map(i -> i * 397 % ROWS)
                .allMatch(row -> {
                    float[] copy = new float[size];
                    mapped.copyRow(row, copy, 0);
                    return Arrays.equals(copy, 0, size, values, row * size, (row + 1) * size);
                });
        assertTrue(right);
    }

    @Test
    void gzippedFiles_areCachedToo() throws IOException {
        Path file = csv(SEED);
        CsvDataset expected = inMemory(Layout.AUTO).readTraining(file);
        Path packed = temporary.resolve("rows.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(file, out);
        }
        assertSame(expected, cached(Layout.AUTO).readTraining(packed));
        assertEquals(Files.size(packed), heard.read, "progress is of the file's own bytes");
    }

    @Test
    void leftovers_ofABuildThatWasKilled_areRemovedByTheNext() throws IOException {
        Path file = csv(SEED);
        cached(Layout.AUTO).readTraining(file);
        Path rows = filesIn(folder()).get(0);
        Path left = folder().resolve("." + rows.getFileName() + ".0-0.tmp");
        Path inUse = folder().resolve("." + rows.getFileName() + ".1-1.tmp");
        Path other = folder().resolve("something.tmp");
        for (Path path : List.of(left, inUse, other)) {
            Files.writeString(path, "half a file");
        }
        for (Path path : List.of(left, other)) {
            Files.setLastModifiedTime(path, FileTime.fromMillis(System.currentTimeMillis() - 2 * 3_600_000));
        }
        Files.delete(rows);
        cached(Layout.AUTO).readTraining(file);
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(inUse), "somebody writes it");
        assertTrue(Files.exists(other), "not ours");
    }

    @Test
    void userFolder_isInTheUsersCache() {
        assertEquals(CacheFolder.find().map(cache -> cache.resolve("rows")), RowCache.userFolder());
    }
}
