package dev.zankyo.cli.terminal;

import dev.zankyo.io.FileError;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * A writer for the terminal that escapes control and format characters, as {@code \}{@code u001b}. Labels, file names
 * and other text from outside cannot move the cursor, set colors or reverse text. Line ends and tabs stay.
 */
public final class PrintableWriter extends PrintWriter {
    private static final boolean CARRIAGE_RETURNS = System.lineSeparator().indexOf('\r') >= 0;

    private final Writer terminal;

    public PrintableWriter(Writer terminal) {
        super(new Escaping(terminal));
        this.terminal = terminal;
    }

    /** Sends a control sequence of this program's own. A writer of this class does not escape it. */
    static void control(PrintWriter writer, String sequence) {
        if (writer instanceof PrintableWriter printable) {
            printable.control(sequence);
        } else {
            writer.print(sequence);
        }
    }

    private void control(String sequence) {
        flush();
        try {
            terminal.write(sequence);
        } catch (IOException e) {
            setError();
        }
    }

    private static final class Escaping extends FilterWriter {
        Escaping(Writer terminal) {
            super(terminal);
        }

        @Override
        public void write(int c) throws IOException {
            if (isShown((char) c)) {
                out.write(c);
            } else {
                out.write(FileError.escaped((char) c));
            }
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            write(new String(text, offset, length), 0, length);
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            int begin = offset;
            for (int i = offset; i < offset + length; i++) {
                if (!isShown(text.charAt(i))) {
                    out.write(text, begin, i - begin);
                    write(text.charAt(i));
                    begin = i + 1;
                }
            }
            out.write(text, begin, offset + length - begin);
        }

        private static boolean isShown(char c) {
            return c == '\n' || c == '\t' || c == '\r' && CARRIAGE_RETURNS || FileError.isPrintable(c);
        }
    }
}
