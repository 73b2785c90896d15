package dev.zankyo.backend.peak;

import dev.zankyo.backend.Availability;
import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.Availability.Unavailable;
import dev.zankyo.backend.Peak;
import dev.zankyo.backend.PeakMeter;
import dev.zankyo.backend.engine.KernelChoice;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A meter of the machine's peaks, the two lines of the roofline model, with the Vector API. Arithmetic is measured as
 * fused multiply-adds in registers, in FLOP/s. Memory bandwidth is measured as STREAM's triad over arrays that no cache
 * holds. The triad counts 12 bytes per element, though a write may read its cache line first.
 *
 * <p>All threads work at the same time. Each thread times many short pieces of its work, and the medians of all threads
 * are added. Measurements from several threads run one after another.
 */
public final class VectorPeakMeter implements PeakMeter {
    private static final String LOOPS = "dev.zankyo.backend.peak.vector.VectorPeakLoops";

    /** The iterations of a piece: about 50 microseconds on a server's core. */
    private static final int ITERATIONS = 1 << 14;

    /**
     * The bytes of each of a thread's three arrays. Together they are several times the cache that a thread has for
     * itself.
     */
    private static final long SLICE_BYTES = 32 << 20;

    /**
     * The warm-up ends when the loops have not become faster for this long; until they are compiled, they are
     * interpreted.
     */
    private static final double STEADY_SECONDS = 0.3;

    private static final double WARM_UP_MOST_SECONDS = 5;
    private static final double FASTER = 1.1;
    private static final int WARM_UP_ITERATIONS = 256;

    /** The loops, loaded and warmed up by the first measurement. */
    private PeakLoops loops;

    @Override
    public Availability availability() {
        return KernelChoice.hasVectorModule()
                ? new Available("Vector API")
                : new Unavailable("measuring the peak needs the Vector API", "add --add-modules jdk.incubator.vector");
    }

    @Override
    public synchronized Peak measure(int threads, double seconds) {
        if (loops == null) {
            PeakLoops cold = KernelChoice.load(PeakLoops.class, LOOPS);
            warmUp(cold);
            loops = cold;
        }
        return new Peak(
                threads,
                together(threads, () -> multiplyAdds(seconds / 2)),
                together(threads, () -> triads(seconds / 2)));
    }

    private static void warmUp(PeakLoops loops) {
        try (Arena arena = Arena.ofConfined()) {
            long bytes = (long) WARM_UP_ITERATIONS * Long.SIZE;
            MemorySegment x = arena.allocate(bytes, Long.BYTES);
            untilSteady(() -> {
                loops.multiplyAdd(WARM_UP_ITERATIONS, 0.5f, 0.25f);
                loops.triad(x, x, x, bytes, 0.5f);
            });
        }
    }

    private static void untilSteady(Runnable piece) {
        long end = System.nanoTime() + (long) (WARM_UP_MOST_SECONDS * 1e9);
        double best = 0;
        long bestAt = System.nanoTime();
        while (System.nanoTime() < end && System.nanoTime() - bestAt < STEADY_SECONDS * 1e9) {
            double rate = medianRate(STEADY_SECONDS / 4, 1, piece);
            if (rate > FASTER * best) {
                best = rate;
                bestAt = System.nanoTime();
            }
        }
    }

    /** Returns the sum of the results of {@code threads} threads that do the work at the same time. */
    private static double together(int threads, Callable<Double> work) {
        CyclicBarrier start = new CyclicBarrier(threads);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Double>> futures = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                futures.add(pool.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            double sum = 0;
            for (Future<Double> future : futures) {
                sum += future.get();
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IllegalStateException("peak meter: a thread failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("peak meter: interrupted", e);
        }
    }

    /** Returns the GFLOP/s of this thread. */
    private double multiplyAdds(double seconds) {
        return medianRate(seconds, loops.flops() * ITERATIONS, () -> {
            float limit = loops.multiplyAdd(ITERATIONS, 0.5f, 0.25f);
            if (limit != 0.5f) { // also keeps the compiler from removing the loop
                throw new IllegalStateException("peak meter: the chains must converge to 0.5; got " + limit);
            }
        });
    }

    /** Returns the GB/s of this thread. */
    private double triads(double seconds) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = arena.allocate(SLICE_BYTES, Long.BYTES);
            MemorySegment y = arena.allocate(SLICE_BYTES, Long.BYTES);
            MemorySegment z = arena.allocate(SLICE_BYTES, Long.BYTES);
            return medianRate(seconds, 3 * SLICE_BYTES, () -> loops.triad(x, y, z, SLICE_BYTES, 0.5f));
        }
    }

    /** Returns the work of a piece divided by the median time of a piece, in units per nanosecond. */
    private static double medianRate(double seconds, double work, Runnable piece) {
        List<Long> nanos = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long before;
        while ((before = System.nanoTime()) < end || nanos.isEmpty()) {
            piece.run();
            nanos.add(System.nanoTime() - before);
        }
        nanos.sort(null);
        return work / nanos.get(nanos.size() / 2);
    }
}
