package dev.zankyo.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineFilterTest {
    private static final String LINE = "WARNING: Using x\n";

    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private final LineFilter filter = new LineFilter(LINE, passed);

    private String passed() {
        return passed.toString(StandardCharsets.UTF_8);
    }

    private void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        filter.write(bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\n", "WARNING: Using y\n", "\n\n", "10 %\r20 %\r", "é\n"})
    void write_lineAfterOtherLines_isDropped(String before) throws IOException {
        String start = before.isEmpty() || before.endsWith("\n") ? before : before + "\n";
        write(start + LINE + "after");
        assertEquals(start + "after", passed());
    }

    @Test
    void write_byteByByte_isTheSame() throws IOException {
        for (byte b : ("WARN\n" + LINE + LINE + "WARNING").getBytes(StandardCharsets.UTF_8)) {
            filter.write(b);
        }
        assertEquals("WARN\n" + LINE + "WARNING", passed());
    }

    @Test
    void write_lineInsideAnother_passes() throws IOException {
        write("a " + LINE);
        assertEquals("a " + LINE, passed());
    }

    @Test
    void write_longerLine_passes() throws IOException {
        write("WARNING: Using xy\n");
        assertEquals("WARNING: Using xy\n", passed());
    }

    @Test
    void write_secondTime_passes() throws IOException {
        write(LINE + LINE);
        assertEquals(LINE, passed());
    }

    @Test
    void write_partOfAnyOtherLine_passesAtOnce() throws IOException {
        write("\r 50 %");
        assertEquals("\r 50 %", passed());
        write("\r 60 %");
        assertEquals("\r 50 %\r 60 %", passed());
    }

    @Test
    void withheld_beginningOfTheLine_isGivenBack() throws IOException {
        write("a\nWARN");
        assertEquals("a\n", passed());
        assertEquals("WARN", new String(filter.withheld(), StandardCharsets.UTF_8));
    }

    @Test
    void withheld_insideAnotherLine_isNothing() throws IOException {
        write("abc");
        assertEquals(0, filter.withheld().length);
    }
}
