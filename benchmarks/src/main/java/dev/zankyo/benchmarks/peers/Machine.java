package dev.zankyo.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where a run took place.
 *
 * @param cpu the processor's name
 * @param cores as many as the virtual machine may use
 * @param vectors the widest instructions for float32 and bfloat16 that the processor names
 * @param memoryGib of main memory
 * @param system the operating system
 */
record Machine(String cpu, int cores, String vectors, long memoryGib, String system) {
    private static final Path CPUS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    /** This machine, as Linux describes it. */
    static Machine here() {
        String flags = " " + field(CPUS, "flags") + " ";
        String widest = Stream.of("avx512f", "avx2", "avx")
                .filter(flag -> flags.contains(" " + flag + " "))
                .findFirst()
                .orElse("no avx");
        long kibibytes = Long.parseLong(field(MEMORY, "MemTotal").replaceAll("\\D", ""));
        return new Machine(
                field(CPUS, "model name"),
                Runtime.getRuntime().availableProcessors(),
                widest + (flags.contains(" avx512_bf16 ") ? ", avx512_bf16" : ""),
                Math.round(kibibytes / 1024.0 / 1024.0),
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    /** The first value of a name in a file of {@code name : value} lines. */
    private static String field(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the machine cannot be described", e);
        }
    }
}
