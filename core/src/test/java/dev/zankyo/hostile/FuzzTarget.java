package dev.zankyo.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Jazzer gives its bytes to: the parser that the system property {@value #PARSER} names, in a process of its own. Needs
 * nothing of Jazzer's to be compiled.
 */
public final class FuzzTarget {
    static final String PARSER = "fuzz.target";

    private static Parser parser;
    private static Path file;

    private FuzzTarget() {}

    /** Called once, with all the time that it takes to load what is watched. */
    public static void fuzzerInitialize() throws IOException {
        parser = Parser.valueOf(System.getProperty(PARSER));
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "files");
        file = folder.resolve("file");
        parser.refuses(parser.sound(folder), file);
    }

    /** Called for every input. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        parser.refuses(bytes, file);
    }
}
