package dev.zankyo.backend.engine;

import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * A meter of the bytes that steps allocate on this thread and on the workers of plans.
 *
 * <p>Vectors and memory views are objects until the compiler removes them, so rounds of steps are run until a round
 * allocates less than a byte per step. HotSpot's compiler does not always remove every vector: that depends on the
 * order in which methods happen to be compiled. If the rounds do not settle, samples show what is allocated and where.
 * Boxed vectors are printed; anything else is a failure.
 */
public final class AllocationMeter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int STEPS = 200;
    private static final int SAMPLED_STEPS = 2_000;
    private static final int FRAMES = 8;
    private static final String BOXED = "boxed vector ";
    private static final int ROUNDS = 60;

    private AllocationMeter() {}

    /** Returns the identifiers of the threads of all plans. */
    public static LongStream workers() {
        return threads().mapToLong(Thread::threadId);
    }

    /** Waits until the threads of closed plans have ended; no plan may be open. */
    public static void awaitNoWorkers() throws InterruptedException {
        for (Thread thread : threads().toList()) {
            thread.join();
        }
    }

    private static Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("zankyo-"));
    }

    /** Runs steps until they no longer allocate. Fails, naming the places that allocate, if they never stop. */
    public static void assertSettlesAtNothing(Runnable step) throws IOException {
        long[] threads = LongStream.concat(LongStream.of(Thread.currentThread().threadId()), workers())
                .toArray();
        long allocated = 0;
        for (int round = 0; round < ROUNDS; round++) {
            allocated = allocatedBy(threads, step);
            if (allocated < STEPS) {
                return;
            }
        }
        Map<String, Integer> places = places(step, threads);
        String account = allocated + " bytes in the last " + STEPS + " steps, samples: " + places;
        if (places.isEmpty() || !places.keySet().stream().allMatch(place -> place.startsWith(BOXED))) {
            fail(account);
        }
        System.out.println(account);
    }

    /** Returns the bytes allocated in a round, without those of measuring. */
    private static long allocatedBy(long[] threads, Runnable step) {
        long start = allocated(threads);
        long measuring = allocated(threads) - start;
        for (int i = 0; i < STEPS; i++) {
            step.run();
        }
        return allocated(threads) - start - 2 * measuring;
    }

    private static long allocated(long[] threads) {
        long sum = 0;
        for (long thread : threads) {
            sum += THREADS.getThreadAllocatedBytes(thread);
        }
        return sum;
    }

    /** Returns samples of the allocations of these threads: the class, and the frames that allocated it. */
    private static Map<String, Integer> places(Runnable step, long[] threads) throws IOException {
        Path file = Files.createTempFile("allocations", ".jfr");
        try (var recording = new Recording()) {
            recording.enable("jdk.ObjectAllocationInNewTLAB").withStackTrace();
            recording.enable("jdk.ObjectAllocationOutsideTLAB").withStackTrace();
            recording.start();
            for (int i = 0; i < SAMPLED_STEPS; i++) {
                step.run();
            }
            recording.stop();
            recording.dump(file);
            Map<String, Integer> counts = new TreeMap<>();
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                boolean ours = LongStream.of(threads)
                        .anyMatch(thread -> thread == event.getThread().getJavaThreadId());
                if (ours && event.getStackTrace() != null) {
                    counts.merge(place(event), 1, Integer::sum);
                }
            }
            return counts;
        } finally {
            Files.delete(file);
        }
    }

    private static String place(RecordedEvent event) {
        List<String> frames = event.getStackTrace().getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName() + "."
                        + frame.getMethod().getName() + ":" + frame.getLineNumber())
                .limit(FRAMES)
                .toList();
        // Methods of the JDK box the elements of a vector where it is computed or loaded.
        boolean boxed = frames.get(0).startsWith("jdk.")
                && frames.stream().anyMatch(frame -> frame.startsWith("jdk.incubator.vector."));
        return (boxed ? BOXED : "") + event.getClass("objectClass").getName() + " at " + String.join(" < ", frames);
    }
}
