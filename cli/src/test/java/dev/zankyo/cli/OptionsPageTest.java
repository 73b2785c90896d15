package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class OptionsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "options.md");
    private static final String REWRITE = "mvn -q -pl core,native-backend,cli -Dtest=OptionsPageTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dzankyo.rewrite=true test";

    /** Compares the page with the program; with {@code -Dzankyo.rewrite=true}, writes the page. */
    @Test
    void page_ofTheDocumentation_isWhatTheProgramSays() throws IOException {
        String expected = OptionsPage.of(Main.program().getCommandSpec());
        if (Boolean.getBoolean("zankyo.rewrite")) {
            Files.writeString(PAGE, expected);
        }
        assertEquals(expected, Files.readString(PAGE), "docs/options.md is out of date; rewrite it: " + REWRITE);
    }
}
