package dev.zankyo.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The inputs with which a fuzzer reached new code, reduced to the fewest and shortest: one file per parser, one line
 * per input.
 */
final class Corpus {
    private static final Path SOURCES = Path.of("src", "test", "resources", "dev", "zankyo", "hostile");

    private Corpus() {}

    /** Returns the inputs of a parser. */
    static List<byte[]> of(Parser parser) throws IOException {
        try (InputStream in = Corpus.class.getResourceAsStream(name(parser))) {
            if (in == null) {
                return List.of();
            }
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return text.lines().map(Base64.getDecoder()::decode).toList();
        }
    }

    /** Replaces the inputs of a parser in the sources. */
    static void keep(Parser parser, Collection<byte[]> inputs) throws IOException {
        String lines = inputs.stream()
                .sorted(Comparator.<byte[]>comparingInt(input -> input.length).thenComparing(Arrays::compareUnsigned))
                .map(Base64.getEncoder()::encodeToString)
                .collect(Collectors.joining("\n", "", "\n"));
        Files.createDirectories(SOURCES);
        Files.writeString(SOURCES.resolve(name(parser)), lines, StandardCharsets.US_ASCII);
    }

    private static String name(Parser parser) {
        return parser.name().toLowerCase(Locale.ROOT) + ".txt";
    }
}
