package dev.zankyo.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the classes that the guides to the code name exist in the packages that the guides state. */
final class NamedTypesTest {
    private static final Pattern NAME = Pattern.compile("`((?:[a-z-]+/)*[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)`");

    private static final Set<String> OF_JAVA = Set.of("ServiceLoader");

    @ParameterizedTest
    @ValueSource(strings = {"architecture.md", "add-an-operation.md"})
    void type_namedInAGuide_exists(String guide) throws IOException {
        String text = Files.readString(Documents.ROOT.resolve("docs").resolve(guide));
        List<String> names = names(text);
        assertFalse(names.isEmpty());
        names.removeAll(OF_JAVA);
        assertEquals(List.of(), missing(names));
    }

    @Test
    void type_thatIsNowhere_isFound() throws IOException {
        List<String> names = names("`Op`, `core/train/Trainer`, `core/graph/Trainer`, `Opp` and `a.b`");
        assertEquals(List.of("core/graph/Trainer", "Opp"), missing(names));
    }

    private static List<String> names(String text) {
        Matcher name = NAME.matcher(text);
        return name.results().map(found -> found.group(1)).collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<String> missing(List<String> names) throws IOException {
        Set<String> files = new TreeSet<>();
        for (String folder : List.of("core/src", "native-backend/src", "cli/src", "benchmarks/src", "docs/examples")) {
            try (Stream<Path> all = Files.walk(Documents.ROOT.resolve(folder))) {
                all.filter(file -> file.toString().endsWith(".java"))
                        .map(file -> Documents.ROOT.relativize(file).toString().replace('\\', '/'))
                        .forEach(files::add);
            }
        }
        return names.stream()
                .filter(name -> files.stream().noneMatch(file -> isAt(file, name)))
                .toList();
    }

    /** Returns whether a file holds the type of a name such as {@code core/train/Trainer}: its module, package and name. */
    private static boolean isAt(String file, String name) {
        int slash = name.indexOf('/');
        return slash < 0
                ? file.endsWith("/" + name + ".java")
                : file.startsWith(name.substring(0, slash + 1)) && file.endsWith(name.substring(slash) + ".java");
    }
}
