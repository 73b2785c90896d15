package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of a table in a text file. Cells are separated by commas, semicolons or tabs. Lines that begin with
 * {@code #} are comments. The text is UTF-8, UTF-16 or Windows-1252.
 *
 * @param file the file
 * @param charset the encoding of the text
 * @param comment the cells of the last comment before the first row; some tables have their header there
 * @param rows the rows, including a header, without empty lines and comments
 */
record TextTable(Path file, Charset charset, List<String> comment, List<Row> rows) {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setTrim(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .get();
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final String SEPARATORS = "\t;,";
    private static final String COMMENT = "#";
    private static final int HEAD = 1 << 13;
    private static final int SAMPLE_LINES = 20;
    private static final long MOST_BYTES = 1L << 29;

    /**
     * A row.
     *
     * @param line the number of its line, from 1
     * @param cells its cells, without surrounding blanks, in Unicode's composed form
     */
    record Row(long line, List<String> cells) {}

    /**
     * Reads a table.
     *
     * @throws InputException if it cannot be read, is too large, or is a ZIP or Excel file
     */
    static TextTable read(Path file) {
        try {
            Charset charset = charset(file);
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(file), charset))) {
                return read(file, charset, reader);
            }
        } catch (UncheckedIOException e) {
            throw unreadable(file, e.getCause());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static TextTable read(Path file, Charset charset, BufferedReader reader) throws IOException {
        List<String> sample = sample(reader);
        char separator = separator(
                sample.stream().filter(line -> !line.startsWith(COMMENT)).toList());
        List<String> comment = List.of();
        List<Row> rows = new ArrayList<>();
        CSVFormat format = FORMAT.builder()
                .setDelimiter(separator)
                .setQuote(separator == '\t' ? null : '"') // Audacity and Raven use quotes as ordinary characters
                .get();
        try (CSVParser parser = CSVParser.parse(reader, format)) {
            for (CSVRecord record : parser) {
                List<String> cells = record.stream()
                        .map(FileNames::composed)
                        .map(TextTable::unquoted)
                        .toList();
                if (cells.get(0).startsWith(COMMENT)) {
                    if (rows.isEmpty()) {
                        comment = uncommented(cells);
                    }
                } else {
                    rows.add(new Row(parser.getCurrentLineNumber(), cells));
                }
            }
        }
        return new TextTable(file, charset, comment, rows);
    }

    private static String unquoted(String cell) {
        int last = cell.length() - 1;
        return last > 0 && cell.charAt(0) == '"' && cell.charAt(last) == '"' ? cell.substring(1, last) : cell;
    }

    private static List<String> uncommented(List<String> cells) {
        List<String> rest = new ArrayList<>(cells);
        rest.set(0, cells.get(0).replaceFirst("^#+\\s*", ""));
        return rest;
    }

    /** Returns the first lines. Moves the reader past a byte order mark, if there is one. */
    private static List<String> sample(BufferedReader reader) throws IOException {
        reader.mark(HEAD);
        var head = new char[HEAD];
        int length = Math.max(0, reader.read(head));
        reader.reset();
        int mark = length > 0 && head[0] == '\uFEFF' ? 1 : 0;
        reader.skip(mark);
        List<String> lines = new String(head, mark, length - mark).lines().toList();
        boolean cut = length == HEAD && lines.size() > 1;
        return lines.stream()
                .limit(cut ? Math.min(SAMPLE_LINES, lines.size() - 1L) : SAMPLE_LINES)
                .filter(line -> !line.isBlank())
                .toList();
    }

    /**
     * Returns the character that separates cells: a tab if every line has one, or else the candidate in every line that
     * comes first in the first line. If no candidate is in every line, returns a tab if the first line has one,
     * otherwise a comma.
     */
    private static char separator(List<String> lines) {
        if (lines.isEmpty()) {
            return ',';
        }
        String first = lines.get(0);
        return SEPARATORS
                .chars()
                .filter(separator -> lines.stream().allMatch(line -> line.indexOf(separator) >= 0))
                .boxed()
                .min((one, other) -> Integer.compare(
                        one == '\t' ? -1 : first.indexOf(one), other == '\t' ? -1 : first.indexOf(other)))
                .map(separator -> (char) separator.intValue())
                .orElse(first.indexOf('\t') >= 0 ? '\t' : ',');
    }

    /**
     * Returns the encoding: UTF-16 by a byte order mark or zero bytes at the beginning, UTF-8 if all bytes are valid
     * UTF-8, otherwise Windows-1252.
     */
    private static Charset charset(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(4);
            byte[] head = in.readNBytes(4);
            in.reset();
            refuseArchive(file, head);
            if (begins(head, 0xFE, 0xFF) || head.length > 1 && head[0] == 0 && head[1] != 0) {
                return StandardCharsets.UTF_16BE;
            }
            if (begins(head, 0xFF, 0xFE) || head.length > 1 && head[0] != 0 && head[1] == 0) {
                return StandardCharsets.UTF_16LE;
            }
            try (Reader strict = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder())) {
                strict.transferTo(Writer.nullWriter());
                return StandardCharsets.UTF_8;
            } catch (CharacterCodingException e) {
                return WINDOWS;
            }
        }
    }

    private static boolean begins(byte[] head, int first, int second) {
        return head.length > 1 && (head[0] & 0xFF) == first && (head[1] & 0xFF) == second;
    }

    private static void refuseArchive(Path file, byte[] head) throws IOException {
        if (begins(head, 'P', 'K') || begins(head, 0xD0, 0xCF)) {
            throw InputException.of(Subject.file(file), "must be a table in a text file")
                    .got("a zip archive or a workbook")
                    .remedy("unpack it, or save the table as CSV");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw InputException.of(Subject.file(file), "table must fit into memory")
                    .expected("at most " + MOST_BYTES / (1 << 20) + " MiB")
                    .got(Files.size(file) / (1 << 20) + " MiB");
        }
    }

    private static InputException unreadable(Path file, IOException cause) {
        return InputException.of(Subject.file(file), "file must be a readable CSV file; " + FileError.reason(cause))
                .because(cause);
    }
}
