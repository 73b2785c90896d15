package dev.zankyo.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.analysis.hunspell.Dictionary;
import org.apache.lucene.analysis.hunspell.Hunspell;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests that every English word of README, docs and the comments of the main sources is in an American dictionary or in
 * the project's list, {@code config/words.txt}.
 */
final class SpellingTest {
    private static final Path ROOT = Path.of("..");
    private static final String DICTIONARY = "/META-INF/resources/webjars/typo-js/1.2.1/dictionaries/en_US/en_US";

    private static Hunspell american;
    private static Set<String> known;

    @BeforeAll
    static void read() throws IOException, ParseException {
        try (Directory scratch = new ByteBuffersDirectory();
                InputStream affixes = SpellingTest.class.getResourceAsStream(DICTIONARY + ".aff");
                InputStream words = SpellingTest.class.getResourceAsStream(DICTIONARY + ".dic")) {
            american = new Hunspell(new Dictionary(scratch, "american", affixes, words));
        }
        known = new HashSet<>(Files.readAllLines(ROOT.resolve("config/words.txt")));
    }

    private static boolean isKnown(String word) {
        return Stream.of(word, word.toLowerCase(Locale.ROOT))
                .flatMap(form -> Stream.of(form, form.replaceFirst("'s$", "")))
                .anyMatch(form -> form.length() == 1 || known.contains(form) || american.spell(form));
    }

    private static List<String> misspelled(Path file) throws IOException {
        String text = Files.readString(file);
        Stream<String> words = file.toString().endsWith(".java") ? Prose.ofJava(text) : Prose.ofMarkdown(text);
        return words.filter(word -> !isKnown(word)).distinct().sorted().toList();
    }

    private static Stream<Path> files(String folder, String pattern) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().matches(pattern)).sorted().toList().stream();
        }
    }

    @TestFactory
    Stream<DynamicTest> words_ofMarkdown_areKnown() throws IOException {
        try (Stream<Path> top = Files.list(ROOT)) {
            List<Path> pages =
                    top.filter(file -> file.toString().endsWith(".md")).sorted().toList();
            return Stream.concat(pages.stream(), files("docs", ".*\\.md")).map(SpellingTest::test);
        }
    }

    @TestFactory
    Stream<DynamicTest> words_ofComments_areKnown() throws IOException {
        Stream<DynamicTest> tests = Stream.empty();
        for (String module : List.of("core", "native-backend", "cli", "benchmarks")) {
            tests = Stream.concat(
                    tests, files(module + "/src/main/java", ".*\\.java").map(SpellingTest::test));
        }
        return tests;
    }

    private static DynamicTest test(Path file) {
        return DynamicTest.dynamicTest(
                ROOT.relativize(file).toString(),
                () -> assertEquals(
                        List.of(),
                        misspelled(file),
                        file + ": words must be spelled the American way, or be added to config/words.txt"));
    }

    @Test
    void misspelledWord_isFound() {
        assertFalse(isKnown("recieves"));
        assertFalse(isKnown("favourite"));
        assertTrue(isKnown("Receives"));
        assertTrue(isKnown("batch's"));
    }

    @Test
    void prose_isWithoutCodeAndNames() {
        assertEquals(
                List.of("Reads", "the", "file's", "rows"),
                Prose.ofJava("/** Reads the file's {@code nmae} rows, 3x3 of theShape. */ String s = \"a//b\";")
                        .filter(word -> !word.equals("of"))
                        .toList());
        assertEquals(
                List.of("See", "why", "it", "is"),
                Prose.ofMarkdown("See `wyh` [why](htpp.md) it *is*.\n```\nteh code\n```\n")
                        .toList());
    }
}
