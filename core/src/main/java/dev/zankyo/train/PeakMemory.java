package dev.zankyo.train;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * The most memory this process has held so far, in MiB. On Linux it is the peak resident set, native memory included
 * ({@code VmHWM} of {@code /proc/self/status}); elsewhere the sum of the heap pools' peaks, which is all the JVM knows.
 */
public final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double KIB_PER_MIB = 1024;
    private static final double BYTES_PER_MIB = 1 << 20;

    private PeakMemory() {}

    /** The figure now. */
    public static double mebibytes() {
        return residentSet().orElseGet(PeakMemory::heap);
    }

    private static OptionalDouble residentSet() {
        if (!Files.isReadable(STATUS)) {
            return OptionalDouble.empty();
        }
        try {
            return residentSet(Files.readString(STATUS));
        } catch (IOException e) {
            // A sandbox may refuse the read that the permissions promise; the figure is then the heap's.
            return OptionalDouble.empty();
        }
    }

    /** The peak resident set that a status file tells of, if it does. */
    static OptionalDouble residentSet(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB)
                .findFirst();
    }

    private static double heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                / BYTES_PER_MIB;
    }
}
