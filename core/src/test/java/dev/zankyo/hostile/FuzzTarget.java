package dev.zankyo.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The entry point for Jazzer: it passes bytes to the parser that the system property {@value #PARSER} names, in a
 * separate process. It compiles without Jazzer.
 */
public final class FuzzTarget {
    static final String PARSER = "fuzz.target";

    private static Parser parser;
    private static Path file;

    private FuzzTarget() {}

    /** Loads the classes that Jazzer watches, without a time limit; called once. */
    public static void fuzzerInitialize() throws IOException {
        parser = Parser.valueOf(System.getProperty(PARSER));
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "files");
        file = folder.resolve("file");
        parser.refuses(parser.sound(folder), file);
    }

    /** Parses one input; called for every input. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        parser.refuses(bytes, file);
    }
}
