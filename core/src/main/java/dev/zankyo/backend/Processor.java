package dev.zankyo.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The processor as {@code /proc/cpuinfo} describes it. Other systems than Linux give no description. */
public final class Processor {
    private static final Path ACCOUNT = Path.of("/proc/cpuinfo");

    private Processor() {}

    /** Returns the manufacturer's model name; {@code unknown} outside Linux. */
    public static String model() {
        return field("model name").orElse("unknown");
    }

    /** Returns the feature flags, such as {@code avx2}; empty if there are none, or outside Linux. */
    public static Set<String> flags() {
        return field("flags")
                .map(flags -> Set.copyOf(List.of(flags.split(" +"))))
                .orElse(Set.of());
    }

    /** Returns the value of a field of the first core, such as {@code stepping}; empty if there is no such field. */
    public static Optional<String> field(String name) {
        try (Stream<String> lines = Files.lines(ACCOUNT)) {
            return lines.map(line -> line.split(":", 2))
                    .filter(field -> field.length == 2 && field[0].strip().equals(name))
                    .map(field -> field[1].strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
