package dev.zankyo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.zankyo.augment.Augmentation;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.data.CachedRows;
import dev.zankyo.data.CsvReader;
import dev.zankyo.data.CsvWriter;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Layout;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.data.RowCache;
import dev.zankyo.model.ResNetConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on rows in a mapped file: the same bits as from memory, and the same memory however many they are. */
class ManyRowsTest {
    private static final ResNetConfig NETWORK = ResNetConfig.original(8);

    @TempDir
    Path folder;

    @Test
    void train_onMappedRows_isTrainingOnRowsInMemoryBitForBit() {
        Path csv = folder.resolve("rows.csv");
        CsvWriter.write(Toy.rows(21, 1), csv, Layout.FRAME_MAJOR);
        var cache = RowCache.in(folder, ReadingListener.NONE).withThreshold(1);
        Dataset mapped =
                new CsvReader(4, 6, Layout.FRAME_MAJOR, cache).readTraining(csv).data();
        Dataset inMemory =
                new CsvReader(4, 6, Layout.FRAME_MAJOR).readTraining(csv).data();
        Recipe recipe = Recipe.builder("toy")
                .epochs(2)
                .batchSize(8)
                .learningRate(0.01)
                .momentum(0.8f)
                .augmentation(Augmentation.original())
                .build();
        var trainer = new Trainer(new ReferenceBackend(), 1, TrainingListener.NONE);
        ResNetConfig network = Toy.NETWORK;
        var expected = trainer.train(recipe, 7, network, inMemory, inMemory);
        var actual = trainer.train(recipe, 7, network, mapped, mapped);
        assertArrayEquals(
                expected.model().weights().parameters(),
                actual.model().weights().parameters());
        assertArrayEquals(
                expected.model().weights().movingStatistics(),
                actual.model().weights().movingStatistics());
        assertEquals(expected.evaluation().loss(), actual.evaluation().loss());
    }

    @Test
    void fiveThousandRows_mapped_holdNoHeap() throws IOException {
        long before = usedHeap();
        Dataset rows = CachedRows.make(folder, 5_000, NETWORK.bands(), NETWORK.frames());
        long held = usedHeap() - before;
        assertEquals(5_000, rows.size());
        assertTrue(held < 2 << 20, () -> held + " bytes for rows of " + 4L * rows.size() * rows.rowSize());
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /**
     * Where the system tells what is resident, private memory ({@code RssAnon}, the heap among it) and mapped files ({@code
     * RssFile}) alike.
     */
    private static final class Resident implements TrainingListener {
        private static final Path STATUS = Path.of("/proc/self/status");
        private static final int STEPS_BETWEEN = 500;

        private int steps;
        long mostAnonymous;
        long mostOfFiles;

        @Override
        public void onStep(Progress progress) {
            if (steps++ % STEPS_BETWEEN == 0) {
                look();
            }
        }

        void look() {
            mostAnonymous = Math.max(mostAnonymous, kibibytes("RssAnon:"));
            mostOfFiles = Math.max(mostOfFiles, kibibytes("RssFile:"));
        }

        private static long kibibytes(String key) {
            try (var lines = Files.lines(STATUS)) {
                return lines.filter(line -> line.startsWith(key))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** 4 GB of rows. What is left to grow is 4 bytes a row for its label and 4 for its place in the order. */
    @Test
    @Tag("slow")
    void aMillionRows_takeTheMemoryOfAFewHundred() throws IOException {
        assumeTrue(Files.isReadable(Resident.STATUS), "the system must tell what is resident");
        Recipe recipe = Recipe.builder("toy").epochs(1).learningRate(0.001).build();
        Dataset few = CachedRows.make(folder, 720, NETWORK.bands(), NETWORK.frames());
        var ofFew = new Resident();
        new Trainer(new IdleBackend(), 1, ofFew).train(recipe, 1, NETWORK, few, few);
        ofFew.look();

        Dataset many = CachedRows.make(folder, 1_000_000, NETWORK.bands(), NETWORK.frames());
        CachedRows.delete(folder); // 4 GB that nobody need wait for to be removed
        System.gc();
        var ofMany = new Resident();
        TrainingResult result = new Trainer(new IdleBackend(), 1, ofMany).train(recipe, 1, NETWORK, many, few);
        assertEquals(1_000_000, result.trainRows());
        System.out.printf(
                Locale.ROOT,
                "resident with 720 and with 1,000,000 rows: %d and %d MiB of its own, %d and %d MiB of files;"
                        + " batches of 1,000,000 rows at %.0f rows/s%n",
                ofFew.mostAnonymous >> 10,
                ofMany.mostAnonymous >> 10,
                ofFew.mostOfFiles >> 10,
                ofMany.mostOfFiles >> 10,
                result.samplesPerSecond());
        assertTrue(ofMany.mostAnonymous - ofFew.mostAnonymous < 128 << 10, "private memory must not grow");
        assertTrue(ofMany.mostOfFiles - ofFew.mostOfFiles < 64 << 10, "nor what is resident of files");
    }
}
