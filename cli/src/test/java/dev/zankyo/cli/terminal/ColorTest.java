package dev.zankyo.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorTest {
    private final StringWriter terminal = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "AUTO, true, '', xterm, true",
        "AUTO, true, 1, xterm, false",
        "AUTO, true, '', dumb, false",
        "AUTO, false, '', xterm, false",
        "ALWAYS, false, 1, dumb, true",
        "NEVER, true, '', xterm, false"
    })
    void colors_areWhereTheUserWantsThem(
            ColorChoice choice, boolean onTerminal, String noColor, String term, boolean expected) {
        assertEquals(expected, choice.colors(onTerminal, Map.of("NO_COLOR", noColor, "TERM", term)));
    }

    @Test
    void colors_noVariables_onATerminal() {
        assertEquals(true, ColorChoice.AUTO.colors(true, Map.of()));
    }

    private String printed(String line, boolean forPeople) {
        var writer = new PrintableWriter(terminal);
        PrintableWriter.color(writer, ColorChoice.ALWAYS);
        if (forPeople) {
            PrintableWriter.forPeople(writer);
        }
        writer.println(line);
        writer.flush();
        return terminal.toString();
    }

    @Test
    void line_forPeople_isColored() {
        assertEquals("\033[1;31mzankyo: \033[0mno such file\n", printed("zankyo: no such file", true));
    }

    @Test
    void line_forPrograms_isNot() {
        assertEquals("zankyo: no such file\n", printed("zankyo: no such file", false));
    }

    @Test
    void line_withControlSequencesOfAnother_hasOnlyOurs() {
        assertEquals("\033[33mwarning: \033[0m\\u001b[2J $1 \\0\n", printed("warning: \u001b[2J $1 \\0", true));
    }
}
