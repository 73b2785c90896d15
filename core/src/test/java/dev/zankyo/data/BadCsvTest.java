package dev.zankyo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the files in {@code bad-csv.txt}, each with the message that refuses it. */
class BadCsvTest {
    private static final String ARROW = " => ";
    private static final Pattern REPEATED = Pattern.compile("\\{([^*{}]+)\\*(\\d+)}");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-f]{2}|u[0-9a-f]{4}|.)", Pattern.DOTALL);

    @TempDir
    Path folder;

    static Stream<Arguments> files() throws IOException {
        try (InputStream in = BadCsvTest.class.getResourceAsStream("bad-csv.txt")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.stream()
                    .filter(line -> line.contains(ARROW) && !line.startsWith("#"))
                    .map(line -> Arguments.of((Object[]) line.split(ARROW, 2)));
        }
    }

    @Test
    void files_areAtLeastEighty() throws IOException {
        assertTrue(files().count() >= 80);
    }

    @ParameterizedTest
    @MethodSource("files")
    @Survives(promise = Promise.INPUT, what = "bad CSV files, each with its expected message")
    void readTraining_badFile_isRefusedWithItsMessage(String content, String message) throws IOException {
        Path file = Files.write(folder.resolve("data.csv"), bytes(content));
        var failure =
                assertThrows(InputException.class, () -> new CsvReader(2, 3, Layout.BAND_MAJOR).readTraining(file));
        assertEquals(file + new String(bytes(message), StandardCharsets.UTF_8), failure.getMessage());
    }

    /** Returns the text as bytes of a file. */
    private static byte[] bytes(String text) {
        String whole = REPEATED.matcher(text.replace("GOOD", "b,1,2,3,4,5,6\\na,6,5,4,3,2,1\\n"))
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
        var bytes = new ByteArrayOutputStream();
        Matcher escape = ESCAPE.matcher(whole);
        int end = 0;
        while (escape.find()) {
            bytes.writeBytes(whole.substring(end, escape.start()).getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(escaped(escape.group(1)));
            end = escape.end();
        }
        bytes.writeBytes(whole.substring(end).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static byte[] escaped(String code) {
        return switch (code.charAt(0)) {
            case 'n' -> new byte[] {'\n'};
            case 'r' -> new byte[] {'\r'};
            case 't' -> new byte[] {'\t'};
            case 'e' -> new byte[] {0x1b};
            case '0' -> new byte[] {0};
            case 'x' -> new byte[] {(byte) Integer.parseInt(code.substring(1), 16)};
            case 'u' ->
                String.valueOf((char) Integer.parseInt(code.substring(1), 16)).getBytes(StandardCharsets.UTF_8);
            default -> code.getBytes(StandardCharsets.UTF_8);
        };
    }
}
