package dev.zankyo.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.zankyo.InputException;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.data.CsvReader;
import dev.zankyo.data.CsvWriter;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Layout;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.data.RowCache;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.io.FaultyFileSystem;
import dev.zankyo.io.FaultyFileSystem.Fault;
import dev.zankyo.model.ModelFile;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import dev.zankyo.reliability.Trials;
import dev.zankyo.train.Toy;
import dev.zankyo.train.Trainer;
import dev.zankyo.train.TrainingListener;
import dev.zankyo.train.TrainingResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests of failing disks: after any failed write, the previous content can still be read, and the user is told what
 * happened.
 */
class FileFaultsTest {
    private static final String KTH =
            "the k-th write, sync or rename fails, for every k, once or permanently, for files, models and"
                    + " runs: existing files stay intact, and one line names path and cause";

    private static TrainingResult[] results;

    @TempDir
    Path temporary;

    @BeforeAll
    static void train() {
        results = Stream.of(1L, 2L)
                .map(seed -> new Trainer(new ReferenceBackend(), 1, TrainingListener.NONE)
                        .train(Toy.RECIPE, seed, Toy.NETWORK, Toy.rows(9, seed), Toy.rows(9, seed + 2)))
                .toArray(TrainingResult[]::new);
    }

    /** The files that this project writes, in two generations, 0 and 1; add a constant for each new kind of file. */
    enum Written {
        FILE {
            @Override
            void write(Path folder, int generation) {
                // More than one write: the buffer holds 64 KiB.
                AtomicFile.write(folder.resolve("file"), out -> {
                    for (int i = 0; i < 3; i++) {
                        out.write(("generation " + generation + " ".repeat(50_000)).getBytes(StandardCharsets.UTF_8));
                    }
                });
            }

            @Override
            void read(Path folder) throws IOException {
                assertEquals(3 * 50_012, Files.size(folder.resolve("file")));
            }
        },

        MODEL {
            @Override
            void write(Path folder, int generation) {
                ModelFile.write(folder.resolve("model"), results[generation].model());
            }

            @Override
            void read(Path folder) {
                ModelFile.read(folder.resolve("model"));
            }
        },

        RUN_DIRECTORY {
            @Override
            void write(Path folder, int generation) {
                RunDirectory.at(folder).write(results[generation]);
            }

            @Override
            void read(Path folder) {
                ModelFile.read(RunDirectory.at(folder).model());
            }
        };

        abstract void write(Path folder, int generation);

        /** Fails unless the content is complete. */
        abstract void read(Path folder) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    @Survives(promise = Promise.DISKS, what = KTH)
    void write_anyOperationFails_keepsEveryFileWholeAndSaysWhy(Written written, Trials trials) throws IOException {
        assertEveryFaultIsSurvived(written, Fault::at, true, trials);
    }

    @ParameterizedTest
    @EnumSource
    @Survives(promise = Promise.DISKS, what = KTH)
    void write_diskFailsForGood_keepsEveryFileWholeAndSaysWhy(Written written, Trials trials) throws IOException {
        assertEveryFaultIsSurvived(written, Fault::from, false, trials);
    }

    private void assertEveryFaultIsSurvived(
            Written written, IntFunction<Fault> faultAt, boolean leavesNothing, Trials trials) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("run"));
        written.write(folder, 1);
        Map<String, byte[]> after = contents(folder);
        written.write(folder, 0);
        Map<String, byte[]> before = contents(folder);
        Fault none = Fault.none();
        written.write(FaultyFileSystem.path(folder, none), 0);
        assertTrue(
                none.operations() >= 4 * before.size(), none.operations() + " operations"); // write, sync, rename, sync
        for (int k = 1; k <= none.operations(); k++) {
            Path faulty = FaultyFileSystem.path(folder, faultAt.apply(k));
            String message = assertThrows(UncheckedIOException.class, () -> written.write(faulty, 1), "operation " + k)
                    .getMessage();
            assertTrue(
                    before.keySet().stream().anyMatch(name -> message.startsWith(folder.resolve(name) + ": ")),
                    message);
            assertTrue(message.contains("could not be written; No space left on device ("), message);
            Map<String, byte[]> left = contents(folder);
            left.keySet().removeIf(name -> name.endsWith(".tmp") && !leavesNothing);
            assertEquals(before.keySet(), left.keySet(), "operation " + k);
            for (Map.Entry<String, byte[]> file : left.entrySet()) {
                String name = file.getKey();
                boolean old = Arrays.equals(file.getValue(), before.get(name));
                assertTrue(old || Arrays.equals(file.getValue(), after.get(name)), name + " after operation " + k);
            }
            written.read(folder);
            written.write(folder, 0);
            trials.survived();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Survives(
            promise = Promise.DISKS,
            what = "writes that accept only a few bytes: repeated until everything is written")
    void write_shortWrites_areContinued(Written written) throws IOException {
        Path whole = Files.createDirectory(temporary.resolve("whole"));
        written.write(whole, 1);
        Path parts = Files.createDirectory(temporary.resolve("parts"));
        written.write(FaultyFileSystem.path(parts, Fault.shortWrites(7)), 1);
        Map<String, byte[]> expected = contents(whole);
        Map<String, byte[]> found = contents(parts);
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((name, bytes) -> assertArrayEquals(bytes, found.get(name), name));
    }

    @ParameterizedTest
    @EnumSource
    @Survives(promise = Promise.DISKS, what = "a folder that has vanished: created again, or named in the message")
    void write_folderHasVanished_saysSoOrMakesItAgain(Written written) throws IOException {
        Path gone = temporary.resolve("gone");
        if (written == Written.RUN_DIRECTORY) {
            RunDirectory run = RunDirectory.at(gone);
            run.write(results[0]);
            remove(gone);
            run.write(results[1]);
            written.read(gone);
        } else {
            String name = written == Written.FILE ? "file" : "model";
            assertFailure(gone.resolve(name), "no such file or folder", () -> written.write(gone, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Survives(promise = Promise.DISKS, what = "a full tmpfs of 4 MB: the previous file is complete and readable")
    void write_fullTmpfs_keepsThePreviousGeneration(Written written) throws Exception {
        Path mounted = Files.createDirectory(temporary.resolve("full"));
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", mounted.toString()),
                "needs the right to mount");
        try {
            written.write(mounted, 0);
            Map<String, byte[]> before = contents(mounted);
            fill(mounted.resolve("filler"));
            String message = assertThrows(UncheckedIOException.class, () -> written.write(mounted, 1))
                    .getMessage();
            assertTrue(message.startsWith(mounted.toString()) && message.contains("No space left on device"), message);
            Map<String, byte[]> after = contents(mounted);
            before.forEach((name, bytes) -> assertArrayEquals(bytes, after.get(name), name));
            assertEquals(before.size() + 1, after.size(), after.keySet()::toString);
            written.read(mounted);
        } finally {
            command("umount", mounted.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Survives(promise = Promise.DISKS, what = "a read-only file system: refused, naming path and cause")
    void write_readOnlyFolder_saysSo(Written written) throws Exception {
        Path mounted = Files.createDirectory(temporary.resolve("fixed"));
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "ro,size=4m", "tmpfs", mounted.toString()),
                "needs the right to mount");
        try {
            RuntimeException e = assertThrows(RuntimeException.class, () -> written.write(mounted, 0));
            assertTrue(e instanceof UncheckedIOException || e instanceof InputException, e::toString);
            assertTrue(e.getMessage().startsWith(mounted.toString()), e.getMessage());
            assertTrue(
                    e.getMessage().matches(".*(Read-only file system|must be writable; permission denied).*"),
                    e.getMessage());
        } finally {
            command("umount", mounted.toString());
        }
    }

    @Test
    @Survives(
            promise = Promise.DISKS,
            what = "the k-th operation on the cache of rows fails: the rows are read without it, one line says so,"
                    + " and they are cached later")
    void rowCache_anyOperationFails_readsTheRowsAllTheSame(Trials trials) throws IOException {
        Path csv = temporary.resolve("rows.csv");
        CsvWriter.write(Toy.rows(30, 5), csv, Layout.BAND_MAJOR);
        Dataset rows = new CsvReader(4, 6, Layout.BAND_MAJOR).readTraining(csv).data();
        Path folder = temporary.resolve("cache");
        Fault none = Fault.none();
        assertArrayEquals(rows.values(), cached(csv, folder, none, new ArrayList<>()));
        assertTrue(none.operations() >= 5, none.operations() + " operations");
        for (int k = 1; k <= none.operations(); k++) {
            List<String> once = new ArrayList<>();
            remove(folder);
            assertArrayEquals(rows.values(), cached(csv, folder, Fault.at(k), once), "operation " + k);
            assertTrue(once.isEmpty() && k == 1 || once.size() == 1, k + ": " + once); // a folder is asked for twice
            List<String> everAfter = new ArrayList<>();
            remove(folder);
            assertArrayEquals(rows.values(), cached(csv, folder, Fault.from(k), everAfter), "from operation " + k);
            assertEquals(1, everAfter.size(), everAfter::toString);
            String line = everAfter.get(0);
            assertTrue(
                    line.startsWith(
                            csv + ": keeping rows in memory, as they cannot be cached in " + folder + "; No space"),
                    line);
            // Once the disk works again, so does the cache.
            List<String> quiet = new ArrayList<>();
            assertArrayEquals(rows.values(), cached(csv, folder, Fault.none(), quiet), "after operation " + k);
            assertEquals(List.of(), quiet);
            trials.survived(2);
        }
    }

    private static float[] cached(Path csv, Path folder, Fault fault, List<String> problems) {
        ReadingListener listener = new ReadingListener() {
            @Override
            public void onProblem(String line) {
                problems.add(line);
            }
        };
        RowCache cache =
                RowCache.in(FaultyFileSystem.path(folder, fault), listener).withThreshold(1);
        return new CsvReader(4, 6, Layout.BAND_MAJOR, cache)
                .readTraining(csv)
                .data()
                .values();
    }

    private static void assertFailure(Path file, String reason, Executable writing) {
        assertEquals(
                file + ": could not be written; " + reason,
                assertThrows(UncheckedIOException.class, writing).getMessage());
    }

    private static Map<String, byte[]> contents(Path folder) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (String name : contents(folder).keySet()) {
                Files.delete(folder.resolve(name));
            }
            Files.delete(folder);
        }
    }

    /** Fills the remaining space, to the last page. */
    private static void fill(Path file) throws IOException {
        IOException full = assertThrows(IOException.class, () -> {
            try (OutputStream out = Files.newOutputStream(file)) {
                for (int i = 0; i < 4096; i++) {
                    out.write(new byte[4096]);
                }
            }
        });
        assertEquals("No space left on device", full.getMessage());
    }

    private static boolean command(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false; // the program is not installed
        }
    }
}
