package dev.zankyo.backend.engine;

import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Measures what steps allocate on this thread and on the workers of plans.
 *
 * <p>Vectors and views are objects until compiled code does without them, and only compiled code can. So rounds of steps are run until one
 * allocates less than a byte a step; code that really allocated would never get there. Whether the compiler can do without an
 * object depends on what else it has seen of a method: tests that ask this are named {@code *AllocationTest} and have a JVM of
 * their own, which has run nothing but steps, as the program's has.
 */
public final class AllocationMeter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int STEPS = 200;
    private static final int ROUNDS = 200;

    private AllocationMeter() {}

    /** The threads of all plans there are, by their identifiers. */
    public static LongStream workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("zankyo-"))
                .mapToLong(Thread::threadId);
    }

    /** Runs steps until they no longer allocate; fails with the places that do if they never cease. */
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
        fail(allocated + " bytes in the last " + STEPS + " steps, at\n" + places(step));
    }

    /** Bytes allocated in a round, without those of measuring. */
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

    /** Samples of what steps allocate: how many, of which class, and the innermost frames. */
    private static String places(Runnable step) throws IOException {
        Path file = Files.createTempFile("allocations", ".jfr");
        try (var recording = new Recording()) {
            recording.enable("jdk.ObjectAllocationInNewTLAB").withStackTrace();
            recording.enable("jdk.ObjectAllocationOutsideTLAB").withStackTrace();
            recording.start();
            for (int i = 0; i < 50 * STEPS; i++) {
                step.run();
            }
            recording.stop();
            recording.dump(file);
            Map<String, Integer> counts = new TreeMap<>();
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                if (event.getStackTrace() != null) {
                    counts.merge(
                            event.getClass("objectClass").getName()
                                    + event.getStackTrace().getFrames().stream()
                                            .limit(8)
                                            .map(frame -> "\n      "
                                                    + frame.getMethod()
                                                            .getType()
                                                            .getName() + "."
                                                    + frame.getMethod().getName() + ":" + frame.getLineNumber() + " "
                                                    + frame.getType())
                                            .collect(Collectors.joining()),
                            1,
                            Integer::sum);
                }
            }
            return counts.entrySet().stream()
                    .map(entry -> entry.getValue() + " x " + entry.getKey())
                    .collect(Collectors.joining("\n"));
        } finally {
            Files.delete(file);
        }
    }
}
