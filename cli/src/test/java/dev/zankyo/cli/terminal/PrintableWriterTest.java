package dev.zankyo.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableWriterTest {
    private final StringWriter terminal = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "'clap \u001b[2J\u001b]0;title\u0007', 'clap \\u001b[2J\\u001b]0;title\\u0007'",
        "'a\u202eb\u2066c', 'a\\u202eb\\u2066c'",
        "'back\b\b\b\u007f\u009b31m', 'back\\u0008\\u0008\\u0008\\u007f\\u009b31m'",
        "'caf\u00e9 \u5b57 \ud83c\udfb5\t|', 'caf\u00e9 \u5b57 \ud83c\udfb5\t|'"
    })
    @Survives(
            promise = Promise.SECURITY,
            what = "text with control sequences and changes of text direction on the terminal: shown as text")
    void print_textFromOutside_isEscaped(String text, String shown) {
        try (var writer = new PrintableWriter(terminal)) {
            writer.print(text);
            writer.print(text.toCharArray());
            text.chars().forEach(writer::write);
            writer.format("%s%n", text);
        }
        assertEquals(shown.repeat(4) + System.lineSeparator(), terminal.toString());
    }
}
