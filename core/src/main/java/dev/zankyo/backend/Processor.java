package dev.zankyo.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The processor, by the system's account. */
public final class Processor {
    private static final Path ACCOUNT = Path.of("/proc/cpuinfo");

    private Processor() {}

    /** Its model, as its maker calls it; {@code unknown} outside Linux. */
    public static String model() {
        try (Stream<String> lines = Files.lines(ACCOUNT)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
