package dev.zankyo.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;
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

    @Test
    void control_sequenceOfOurOwn_isSentInItsPlace() {
        try (var writer = new PrintableWriter(terminal)) {
            writer.print("a\u001b");
            PrintableWriter.control(writer, "\u001b[K");
            writer.print("b");
        }
        assertEquals("a\\u001b\u001b[Kb", terminal.toString());
        var plain = new StringWriter();
        PrintableWriter.control(new PrintWriter(plain), "\u001b[K");
        assertEquals("\u001b[K", plain.toString());
    }

    @Test
    void control_terminalIsGone_isAnErrorOfTheWriter() {
        Writer gone = new Writer() {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                throw new IOException("gone");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var writer = new PrintableWriter(gone);
        assertFalse(writer.checkError());
        PrintableWriter.control(writer, "\u001b[K");
        assertTrue(writer.checkError());
        writer.close();
    }
}
