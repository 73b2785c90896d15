package dev.zankyo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests of the error messages in the main sources: they have typed parts, and their remedies tell the user what to do.
 */
class RemediesTest {
    /** The argument of a call of {@code remedy} whose last literal ends with a question mark. */
    private static final Pattern QUESTION = Pattern.compile("\\.remedy\\([^;]*?\\?\"\\s*\\)");

    /** A call of a constructor of the exception, outside of its own class. */
    private static final Pattern UNTYPED = Pattern.compile("\\bnew InputException\\(");

    @Test
    void thePatternsFindWhatTheyAreFor() {
        assertTrue(QUESTION.matcher("x.remedy(\n  \"is this \" + \"the right file?\")")
                .find());
        assertFalse(QUESTION.matcher("x.remedy(\"give a file\").got(a ? 1 : 2)").find());
        assertTrue(UNTYPED.matcher("throw new InputException(text)").find());
    }

    @Test
    void noRemedyIsAQuestion() throws IOException {
        assertEquals(List.of(), found(QUESTION));
    }

    @Test
    void everyFaultIsMadeOfItsParts() throws IOException {
        assertEquals(List.of(), found(UNTYPED));
        for (Constructor<?> constructor : InputException.class.getDeclaredConstructors()) {
            assertFalse(Modifier.isPublic(constructor.getModifiers()), constructor::toString);
        }
    }

    private static List<String> found(Pattern pattern) throws IOException {
        List<String> found = new ArrayList<>();
        int files = 0;
        for (String module : List.of("core", "native-backend", "cli")) {
            try (Stream<Path> sources = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.endsWith("InputException.java"))
                        .toList()) {
                    files++;
                    Matcher matcher = pattern.matcher(Files.readString(source));
                    while (matcher.find()) {
                        found.add(source + ": " + matcher.group());
                    }
                }
            }
        }
        assertTrue(files > 100, "sources read: " + files);
        return found;
    }
}
