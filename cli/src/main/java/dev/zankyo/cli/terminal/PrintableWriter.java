package dev.zankyo.cli.terminal;

import dev.zankyo.io.FileError;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Optional;

/**
 * A writer for the terminal that escapes control and format characters, as {@code \}{@code u001b}. Labels, file names
 * and other text from outside cannot move the cursor, set colors or reverse text. Line ends and tabs stay.
 */
public final class PrintableWriter extends PrintWriter {
    private static final boolean CARRIAGE_RETURNS = System.lineSeparator().indexOf('\r') >= 0;

    private final Lines lines;

    /** Makes a writer to a screen, a file or a pipe. Only on a screen does it wrap lines and show a status. */
    public PrintableWriter(Writer target) {
        this(new Lines(target));
    }

    private PrintableWriter(Lines lines) {
        super(new Escaping(lines));
        this.lines = lines;
    }

    /**
     * Declares that the text from now on is for people, not for programs. Long lines wrap at the width of the terminal,
     * and some words are colored. A writer of another class stays as it is.
     */
    public static void forPeople(PrintWriter writer) {
        if (writer instanceof PrintableWriter printable) {
            printable.lines.forPeople();
        }
    }

    /** Colors the text for people as the user chose. A writer of another class stays as it is. */
    public static void color(PrintWriter writer, ColorChoice choice) {
        if (writer instanceof PrintableWriter printable) {
            printable.lines.setColored(choice.colors(printable.screen().isPresent(), System.getenv()));
        }
    }

    /** Returns the width of the terminal that a writer leads to; without a terminal, a width that no text exceeds. */
    public static int columns(PrintWriter writer) {
        return Screen.of(writer).map(Screen::columns).orElse(Integer.MAX_VALUE);
    }

    Optional<Screen> screen() {
        return lines.target() instanceof Screen screen ? Optional.of(screen) : Optional.empty();
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
