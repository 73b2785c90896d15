package dev.zankyo.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OptionNameTest {
    private static final Pattern MARKED = Pattern.compile("(?<!@(?:code|link) )\\{([a-z][a-zA-Z]*)\\}");
    private static final Pattern SUBJECT = Pattern.compile("Subject\\.setting\\(\"([a-zA-Z]+)\"\\)");

    @Test
    void aSettingIsCalledByItsOption() {
        assertEquals("--cache-dir", OptionName.of("cacheFolder"));
        assertEquals("choose another with --cache-dir", OptionName.in("choose another with {cacheFolder}"));
    }

    @Test
    void everySettingThatAMessageNamesIsAnOption() throws IOException {
        String options = text("cli");
        Set<String> unknown = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        for (String module : Set.of("core", "native-backend")) {
            String code = text(module)
                    .lines()
                    .filter(line ->
                            !line.strip().startsWith("*") && !line.strip().startsWith("/*"))
                    .collect(Collectors.joining("\n"));
            Stream.of(MARKED, SUBJECT)
                    .flatMap(pattern -> pattern.matcher(code).results())
                    .map((MatchResult found) -> found.group(1))
                    .forEach(named::add);
        }
        for (String name : named) {
            if (!options.contains("\"" + OptionName.of(name) + "\"")) {
                unknown.add(name);
            }
        }
        assertTrue(named.contains("backend") && named.contains("cacheFolder"), named::toString);
        assertEquals(Set.of(), unknown);
    }

    private static String text(String module) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> sources = Files.walk(Path.of("..", module, "src", "main", "java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(source)).append('\n');
            }
        }
        return all.toString();
    }
}
