package dev.zankyo;

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

class SettingNamesTest {
    /**
     * A string literal that names an option of the command line; options of the JVM are not settings of the program.
     */
    private static final Pattern OPTION = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.)*(?<![-\\w])--(?!add-modules|enable-native-access)[a-z](?:[^\"\\\\]|\\\\.)*\"");

    /** A remedy that is a question; remedies must be imperatives. */
    private static final Pattern QUESTION = Pattern.compile("remedy\\(.*\\?\"");

    @Test
    void namesAreReplacedAndOtherBracesStay() {
        assertEquals("lower `learningRate`, x{2} {}", SettingNames.plain("lower {learningRate}, x{2} {}"));
        assertEquals("my{folder}/a.wav", SettingNames.plain("my{folder}/a.wav"));
        assertEquals("lower a$1", SettingNames.replace("lower {learningRate}", name -> "a$1"));
    }

    @Test
    void thePatternFindsAnOptionAndNoneOfTheJvm() {
        assertTrue(OPTION.matcher("f(\"lower --folds\")").find());
        assertTrue(!OPTION.matcher("f(\"add --add-modules X\")").find());
    }

    @Test
    void noLiteralOfCoreOrTheBackendsNamesAnOptionOfTheCommandLine() throws IOException {
        assertEquals(List.of(), linesThatMatch(OPTION, "core", "native-backend"));
    }

    @Test
    void noRemedyIsAQuestion() throws IOException {
        assertTrue(QUESTION.matcher("fault.remedy(\"is it the right file?\")").find());
        assertEquals(List.of(), linesThatMatch(QUESTION, "core", "native-backend", "cli"));
    }

    private static List<String> linesThatMatch(Pattern pattern, String... modules) throws IOException {
        List<String> found = new ArrayList<>();
        int files = 0;
        for (String module : modules) {
            try (Stream<Path> sources = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                        .toList()) {
                    files++;
                    for (String line : Files.readAllLines(source)) {
                        if (pattern.matcher(line).find()) {
                            found.add(source + ": " + line.strip());
                        }
                    }
                }
            }
        }
        assertTrue(files > 100, "sources read: " + files);
        return found;
    }
}
