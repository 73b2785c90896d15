package dev.zankyo.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameEncodingTest {
    private static final String[] LOST = {"predict", "Gro??e Trommel"};

    @TempDir
    private Path folder;

    private Path commandLine(String text) throws IOException {
        return Files.write(folder.resolve("cmdline"), text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void ascii_underAnyOfItsNames_becomesUtf8() {
        Map<String, String> utf8 = Map.of("LC_ALL", "C.UTF-8");
        assertEquals(utf8, new NameEncoding("ANSI_X3.4-1968").environment());
        assertEquals(utf8, new NameEncoding("US-ASCII").environment());
    }

    @Test
    void otherEncodings_areLeftAlone() throws IOException {
        for (String charset : new String[] {"UTF-8", "ISO-8859-1", "windows-1252", "x-none-such", null}) {
            var encoding = new NameEncoding(charset);
            assertEquals(Map.of(), encoding.environment(), charset);
            assertFalse(encoding.loses(LOST, commandLine("java\0Gro\u00dfe Trommel\0")), charset);
        }
    }

    @Test
    void loses_lettersBeyondAscii_whereTheyAreSeen() throws IOException {
        var ascii = new NameEncoding("ANSI_X3.4-1968");
        assertTrue(ascii.loses(LOST, commandLine("java\0predict\0Gro\u00dfe Trommel\0")));
        assertFalse(ascii.loses(new String[] {"what?"}, commandLine("java\0predict\0what?\0")));
        assertFalse(ascii.loses(new String[] {"plain"}, commandLine("java\0-cp\0Gro\u00dfe\0plain\0")));
        assertFalse(ascii.loses(LOST, folder.resolve("none")));
    }
}
