package dev.zankyo.data;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of a UTF-8 text file, plain or gzipped (detected by the first two bytes), read one at a time in bounded
 * memory. A line ends with LF, CRLF or CR; a byte order mark is skipped. Every failure is an {@link InputException}
 * that names file and line.
 */
final class Lines implements Closeable {
    private final Path file;
    private final InputStream in;
    private final Counted raw;
    private final byte[] line;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports malformed input
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private int number;
    private boolean afterCarriageReturn;

    /** A stream that counts the file's bytes before they are decompressed. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = in.read(target, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }

    private Lines(Path file, InputStream in, Counted raw, int maxBytes) {
        this.file = file;
        this.in = in;
        this.raw = raw;
        this.line = new byte[maxBytes];
    }

    /** Opens a file whose lines have at most {@code maxBytes} bytes each. */
    static Lines open(Path file, int maxBytes) {
        if (Files.isDirectory(file)) {
            throw InputException.of(Subject.file(file), "must be a CSV file").got("a folder");
        }
        Counted raw = null;
        try {
            raw = new Counted(Files.newInputStream(file));
            var buffered = new BufferedInputStream(raw, 1 << 16);
            buffered.mark(NotRows.HEAD);
            byte[] head = buffered.readNBytes(NotRows.HEAD);
            buffered.reset();
            NotRows.of(head, file).ifPresent(other -> {
                throw InputException.of(Subject.file(file), "must be CSV text, plain or gzipped")
                        .got(other.what())
                        .remedy(other.remedy());
            });
            boolean gzip = head.length >= 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
            return new Lines(file, gzip ? new GZIPInputStream(buffered, 1 << 16) : buffered, raw, maxBytes);
        } catch (IOException e) {
            closeAfter(e, raw);
            throw failure(file, 0, e);
        } catch (InputException e) {
            closeAfter(e, raw);
            throw e;
        }
    }

    /** Returns the next line without its end; null after the last. */
    String next() {
        int length = 0;
        boolean any = false;
        number++;
        for (int b = read(); b >= 0; b = read()) {
            boolean secondOfCrLf = b == '\n' && afterCarriageReturn;
            afterCarriageReturn = b == '\r';
            if (secondOfCrLf) {
                continue;
            }
            any = true;
            if (b == '\n' || b == '\r') {
                return decode(length);
            }
            if (length == line.length) {
                throw InputException.of(Subject.file(file).line(number), "line must be short enough for a row")
                        .expected("at most " + line.length + " bytes")
                        .got("more")
                        .remedy("check that it is the right file");
            }
            line[length++] = (byte) b;
        }
        return any ? decode(length) : null;
    }

    /** Returns the number of the line that {@link #next} returned last, from 1. */
    int number() {
        return number;
    }

    /** Returns the number of bytes read so far, compressed ones if the file is compressed. */
    long bytesRead() {
        return raw.count;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw failure(file, number, e);
        }
    }

    private int read() {
        if (position == limit) {
            position = 0;
            try {
                limit = in.read(buffer);
            } catch (IOException e) {
                throw failure(file, number, e);
            }
            if (limit < 0) {
                limit = 0;
                return -1;
            }
        }
        return buffer[position++] & 0xff;
    }

    private String decode(int length) {
        boolean marked = number == 1
                && length >= 3
                && (line[0] & 0xff) == 0xef
                && (line[1] & 0xff) == 0xbb
                && (line[2] & 0xff) == 0xbf;
        int start = marked ? 3 : 0;
        ByteBuffer bytes = ByteBuffer.wrap(line, start, length - start);
        String text;
        try {
            text = decoder.decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw notUtf8(bytes.position(), e);
        }
        if (text.indexOf('\0') >= 0) {
            // Zero bytes occur throughout text in UTF-16, and no later check would detect them.
            int zero = start;
            while (line[zero] != 0) {
                zero++;
            }
            throw notUtf8(zero, null);
        }
        return text;
    }

    private InputException notUtf8(int index, CharacterCodingException cause) {
        return InputException.of(Subject.file(file).line(number).column(column(index)), "must be text in UTF-8")
                .got(String.format("byte 0x%02x, as in %s", line[index], line[index] == 0 ? "UTF-16" : "Windows-1252"))
                .remedy("save the file as UTF-8")
                .because(cause);
    }

    /** Returns the number of the column that a byte of the line is in, by the separator that the line has. */
    private int column(int index) {
        for (char separator : new char[] {';', '\t', ','}) {
            int column = 1;
            for (int i = 0; i < index; i++) {
                column += line[i] == separator ? 1 : 0;
            }
            if (column > 1) {
                return column;
            }
        }
        return 1;
    }

    /** Returns the exception for an I/O failure at a line; 0 for no line. */
    static InputException failure(Path file, int line, IOException e) {
        Subject place = Subject.file(file).line(line);
        InputException fault =
                switch (e) {
                    case EOFException truncated ->
                        InputException.of(place, "gzip data must be complete")
                                .got("an early end")
                                .remedy("the file is cut off: copy it again");
                    case ZipException broken ->
                        InputException.of(place, "gzip data must be sound; got: " + FileError.reason(broken));
                    default -> InputException.of(place, "file must be readable; got: " + FileError.reason(e));
                };
        return fault.because(e);
    }

    private static void closeAfter(Exception cause, InputStream stream) {
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }
}
