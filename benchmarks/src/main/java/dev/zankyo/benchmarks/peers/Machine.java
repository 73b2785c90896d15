package dev.zankyo.benchmarks.peers;

import dev.zankyo.backend.Processor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The machine of a run.
 *
 * @param cpu the processor's name
 * @param cores the number of processors that the virtual machine may use
 * @param vectors the widest instructions for float32 and bfloat16 that the processor reports
 * @param memoryGib main memory in GiB
 * @param system the operating system
 */
record Machine(String cpu, int cores, String vectors, long memoryGib, String system) {
    private static final Path MEMORY = Path.of("/proc/meminfo");

    /** Returns this machine, as Linux describes it. */
    static Machine here() {
        Set<String> flags = Processor.flags();
        String widest = Stream.of("avx512f", "avx2", "avx")
                .filter(flags::contains)
                .findFirst()
                .orElse("no avx");
        long kibibytes = Long.parseLong(memory().replaceAll("\\D", ""));
        return new Machine(
                Processor.model(),
                Runtime.getRuntime().availableProcessors(),
                widest + (flags.contains("avx512_bf16") ? ", avx512_bf16" : ""),
                Math.round(kibibytes / 1024.0 / 1024.0),
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    /** Returns the memory of the machine, with its unit. */
    private static String memory() {
        try (Stream<String> lines = Files.lines(MEMORY)) {
            return lines.filter(line -> line.startsWith("MemTotal"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(MEMORY + ": the machine cannot be described", e);
        }
    }
}
