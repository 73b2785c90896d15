package dev.zankyo.cli.terminal;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * A writer that wraps long lines at the width of the terminal and colors them. It passes everything on unchanged until
 * {@link #forPeople} says that the text is for people: JSON, CSV and scripts stay as they are.
 */
final class Lines extends FilterWriter {
    private final StringBuilder line = new StringBuilder();
    private final boolean onScreen;
    private boolean forPeople;
    private boolean colored;

    Lines(Writer out) {
        super(out);
        onScreen = out instanceof Screen;
    }

    void forPeople() {
        forPeople = true;
    }

    void setColored(boolean colored) {
        this.colored = colored;
    }

    Writer target() {
        return out;
    }

    @Override
    public void write(int c) throws IOException {
        write(String.valueOf((char) c), 0, 1);
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        write(new String(text, offset, length), 0, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        if (!forPeople || !onScreen && !colored) {
            out.write(text, offset, length);
            return;
        }
        int begin = offset;
        for (int i = offset; i < offset + length; i++) {
            if (text.charAt(i) == '\n') {
                line.append(text, begin, i);
                writeLine();
                begin = i + 1;
            }
        }
        line.append(text, begin, offset + length);
    }

    private void writeLine() throws IOException {
        String whole = line.toString();
        line.setLength(0);
        StringBuilder rows = new StringBuilder();
        int columns = out instanceof Screen screen ? screen.columns() : Integer.MAX_VALUE;
        for (String row : Wrapping.wrap(whole, columns)) {
            rows.append(colored ? Highlights.in(row) : row).append('\n');
        }
        out.write(rows.toString());
    }

    @Override
    public void flush() throws IOException {
        if (!line.isEmpty()) {
            out.write(line.toString());
            line.setLength(0);
        }
        out.flush();
    }
}
