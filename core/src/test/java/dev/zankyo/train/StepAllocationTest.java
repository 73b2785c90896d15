package dev.zankyo.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.zankyo.augment.Augmentation;
import dev.zankyo.data.CsvReader;
import dev.zankyo.data.CsvWriter;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Layout;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.data.RowCache;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of the memory that the training loop itself allocates per step, on the training thread and on the thread that
 * prepares batches.
 */
class StepAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int BATCH_SIZE = 4;

    /**
     * A listener that measures the allocations of the two threads, from a step early in an epoch to 200 steps later. It
     * keeps the epoch with the fewest bytes: a wait that parks a thread allocates a few bytes, and a busy machine
     * causes more waits.
     */
    private static final class Meter implements TrainingListener {
        private static final int FROM = 20;
        private static final int TO = 220;

        /** The first measured epoch, by which all classes are loaded and linked. */
        private static final int FIRST_EPOCH = 3;

        private long prefetcher;
        private long trainerBefore;
        private long prefetcherBefore;
        long ofTrainer = Long.MAX_VALUE;
        long ofPrefetcher = Long.MAX_VALUE;

        @Override
        public void onStep(Progress progress) {
            int step = progress.rows() / BATCH_SIZE;
            if (step == 1) {
                prefetcher = prefetcher();
            }
            if (progress.epoch() >= FIRST_EPOCH && step == FROM) {
                trainerBefore = THREADS.getCurrentThreadAllocatedBytes();
                prefetcherBefore = THREADS.getThreadAllocatedBytes(prefetcher);
            }
            if (progress.epoch() >= FIRST_EPOCH && step == TO) {
                ofTrainer = Math.min(ofTrainer, THREADS.getCurrentThreadAllocatedBytes() - trainerBefore);
                ofPrefetcher = Math.min(ofPrefetcher, THREADS.getThreadAllocatedBytes(prefetcher) - prefetcherBefore);
            }
        }

        /** Asserts less than a byte per step; the smallest object takes 16. */
        void assertNothingPerStep() {
            assertTrue(ofTrainer < 200, "bytes of the trainer in 200 steps: " + ofTrainer);
            assertTrue(ofPrefetcher < 200, "bytes of the prefetcher in 200 steps: " + ofPrefetcher);
        }

        private static long prefetcher() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals(Prefetcher.THREAD))
                    .findFirst()
                    .orElseThrow()
                    .threadId();
        }
    }

    static List<Augmentation> augmentations() {
        return List.of(Augmentation.none(), Augmentation.original(), Augmentation.defaultRecipe());
    }

    private static Recipe recipe(Augmentation augmentation) {
        return Recipe.builder("toy")
                .epochs(40)
                .batchSize(BATCH_SIZE)
                .learningRate(0.001)
                .augmentation(augmentation)
                .build();
    }

    @ParameterizedTest
    @MethodSource("augmentations")
    void steps_twoHundredMore_allocateNothing(Augmentation augmentation) {
        var meter = new Meter();
        new Trainer(new IdleBackend(), 1, meter)
                .train(recipe(augmentation), 1, Toy.NETWORK, Toy.rows(900, 1), Toy.rows(9, 2));
        System.out.println(
                "bytes allocated in 200 steps: trainer " + meter.ofTrainer + ", prefetcher " + meter.ofPrefetcher);
        meter.assertNothingPerStep();
    }

    /** Checks rows in a mapped file; their pages are unloaded 3 times in 200 steps of 4 rows. */
    @Test
    void steps_onMappedRows_allocateNothing(@TempDir Path folder) {
        Path csv = folder.resolve("rows.csv");
        CsvWriter.write(Toy.rows(900, 1), csv, Layout.FRAME_MAJOR);
        var cache = RowCache.in(folder, ReadingListener.NONE).withThreshold(1);
        Dataset rows =
                new CsvReader(4, 6, Layout.FRAME_MAJOR, cache).readTraining(csv).data();
        var meter = new Meter();
        Recipe recipe = recipe(Augmentation.defaultRecipe());
        new Trainer(new IdleBackend(), 1, meter).train(recipe, 1, Toy.NETWORK, rows, rows);
        meter.assertNothingPerStep();
    }

    /** Checks that the meter detects one object per step. */
    @Test
    void listener_thatAllocates_isSeen() {
        var sink = new Object[1];
        var meter = new Meter();
        TrainingListener wasteful = new TrainingListener() {
            @Override
            public void onStep(Progress progress) {
                sink[0] = new byte[100];
                meter.onStep(progress);
            }
        };
        new Trainer(new IdleBackend(), 1, wasteful)
                .train(recipe(Augmentation.none()), 1, Toy.NETWORK, Toy.rows(900, 1), Toy.rows(9, 2));
        assertTrue(meter.ofTrainer >= 200 * 100 && meter.ofTrainer < 200 * 1000, () -> meter.ofTrainer + " bytes");
    }
}
