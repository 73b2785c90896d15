package dev.zankyo.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

final class BareFilesTest {
    /** A file of this name lies in the folder of the tests while a test runs. */
    private static final Path DASHED = Path.of("-bare.wav");

    @Command(preprocessor = BareFiles.class)
    private static final class Predict {
        @Option(names = "--top")
        int top;

        @Option(names = "--strict")
        boolean strict;

        @Parameters
        List<Path> files;
    }

    private final Predict predict = new Predict();
    private final CommandLine line = new CommandLine(predict).setExpandAtFiles(false);

    @BeforeEach
    void clear() throws IOException {
        Files.deleteIfExists(DASHED);
    }

    private List<String> parsed(String arguments) {
        line.parseArgs(arguments.split(" "));
        return predict.files.stream().map(Path::toString).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "a.wav --top 2 b.wav --strict",
        "--strict a.wav --top=2 b.wav",
        "--top 2 --strict -- a.wav b.wav",
        "--strict a.wav --top 2 -- b.wav"
    })
    void files_amongOptions_keepTheirOrder(String arguments) {
        assertEquals(List.of("a.wav", "b.wav"), parsed(arguments));
        assertEquals(2, predict.top);
        assertEquals(true, predict.strict);
    }

    @Test
    void names_thatBeginWithAnAtSignOrAreADash_areFiles() {
        assertEquals(List.of("@home.wav", "-", "home.wav"), parsed("@home.wav --top 1 - home.wav"));
    }

    @Test
    void names_thatBeginWithADash_areFilesBehindTwoDashesOrIfTheyExist() throws IOException {
        assertEquals(List.of("-bare.wav", "--top", "a.wav"), parsed("-- -bare.wav --top a.wav"));
        assertThrows(UnmatchedArgumentException.class, () -> parsed("-bare.wav a.wav"));
        Files.createFile(DASHED);
        try {
            assertEquals(List.of("-bare.wav", "a.wav"), parsed("-bare.wav --top 3 a.wav"));
            assertEquals(3, predict.top);
        } finally {
            Files.delete(DASHED);
        }
    }

    @Test
    void unknownOption_isLeftToPicocli() {
        var e = assertThrows(UnmatchedArgumentException.class, () -> parsed("a.wav --tpo 3"));
        assertEquals(Stream.of("--tpo").toList(), e.getUnmatched().subList(0, 1));
    }
}
