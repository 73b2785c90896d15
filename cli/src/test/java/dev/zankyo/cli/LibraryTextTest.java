package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The libraries do not speak the language of the command line: no text in them names one of its options. */
final class LibraryTextTest {
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern OPTION = Pattern.compile("(?<![A-Za-z-])--[a-z][a-z-]*");

    /** Flags of Java itself. */
    private static final List<String> OF_THE_JVM = List.of("--add-modules", "--enable-native-access");

    @Test
    void textsOfCoreAndBackends_nameNoOptionOfTheCommandLine() throws IOException {
        List<String> found = new ArrayList<>();
        int files = 0;
        for (String module : List.of("core", "native-backend")) {
            try (Stream<Path> sources = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                        .toList()) {
                    files++;
                    TEXT.matcher(Files.readString(source)).results().forEach(text -> OPTION.matcher(text.group())
                            .results()
                            .filter(option -> !OF_THE_JVM.contains(option.group()))
                            .forEach(option -> found.add(source.getFileName() + ": " + text.group())));
                }
            }
        }
        assertTrue(files > 200, "only " + files + " files were read");
        assertEquals(List.of(), found);
    }
}
