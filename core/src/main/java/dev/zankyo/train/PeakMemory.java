package dev.zankyo.train;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * The maximum memory that this process has held so far, in MiB. On Linux it is the peak resident set, which includes
 * native memory ({@code VmHWM} in {@code /proc/self/status}). Elsewhere it is the sum of the heap pools' peaks, the
 * only figure that the JVM offers.
 */
public final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double KIB_PER_MIB = 1024;
    private static final double BYTES_PER_MIB = 1 << 20;

    private PeakMemory() {}

    /** Returns the current maximum in MiB. */
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
            // A sandbox may refuse the read although the permissions allow it; the heap's figure is used then.
            return OptionalDouble.empty();
        }
    }

    /** Returns the peak resident set in MiB from the text of a status file, if it has one. */
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
