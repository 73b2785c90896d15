package dev.zankyo.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The processor, by the system's account. Only Linux gives one. */
public final class Processor {
    private static final Path ACCOUNT = Path.of("/proc/cpuinfo");

    private Processor() {}

    /** Returns its model, as its maker calls it; {@code unknown} outside Linux. */
    public static String model() {
        return field("model name").orElse("unknown");
    }

    /** Returns the features it names, such as {@code avx2}; none if it names none, or outside Linux. */
    public static Set<String> flags() {
        return field("flags")
                .map(flags -> Set.copyOf(List.of(flags.split(" +"))))
                .orElse(Set.of());
    }

    /** Returns what the account says of the first core under a name, such as {@code stepping}; empty if nothing. */
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
