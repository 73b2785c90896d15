package dev.zankyo.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Links in the documents lead to files, folders and headings that exist. Addresses of the web are not looked up. */
final class LinksTest {
    private static final Pattern LINK = Pattern.compile("(?:\\]\\(|src=\")([^)\\s\"]+)[)\"]");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> link_documented_leadsSomewhere() throws IOException {
        List<Path> documents = Documents.all();
        assertTrue(documents.contains(Documents.ROOT.resolve("README.md")), documents::toString);
        return documents.stream()
                .map(document ->
                        DynamicTest.dynamicTest(document.toString(), () -> assertEquals(List.of(), broken(document))));
    }

    @Test
    void link_broken_isFound() throws IOException {
        Path document = Files.writeString(
                folder.resolve("a.md"),
                "# The \"first\" `one`\n[1](a.md) [2](#the-first-one) [3](b.md) [4](#second) ![5](c.png) <img src=\"d.png\" width=\"9\"> [6](https://x.y/z)\n"
                        + "```\n[7](d.md)\n```\n");
        assertEquals(List.of("b.md", "#second", "c.png", "d.png"), broken(document));
    }

    private static List<String> broken(Path document) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher link = LINK.matcher(FENCED.matcher(Files.readString(document)).replaceAll(""));
        while (link.find()) {
            String target = link.group(1);
            if (!target.matches("[a-z]+:.*") && !exists(document, target)) {
                broken.add(target);
            }
        }
        return broken;
    }

    private static boolean exists(Path document, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
    }

    /** Returns the anchors that GitHub gives the headings of a document. */
    private static List<String> anchors(Path document) throws IOException {
        String text = FENCED.matcher(Files.readString(document)).replaceAll("");
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
