package dev.zankyo.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A stream that passes bytes on at once but drops the first occurrence of one line. It withholds bytes only from the
 * start of a line, and only while they may become the line to drop.
 */
final class LineFilter extends OutputStream {
    private static final int ELSEWHERE = -1;

    private final byte[] line;
    private final OutputStream out;
    /** The number of withheld bytes of the line, or {@link #ELSEWHERE} inside another line. */
    private int withheld;

    private boolean dropped;

    /**
     * Makes a filter.
     *
     * @param line the line to drop, with its line end
     * @param out the stream for all other bytes; it is not closed
     */
    LineFilter(String line, OutputStream out) {
        this.line = line.getBytes(StandardCharsets.US_ASCII);
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int next = offset;
        ByteArrayOutputStream passed = new ByteArrayOutputStream(length + line.length);
        while (next < offset + length && !dropped) {
            accept(bytes[next++], passed);
        }
        passed.write(bytes, next, offset + length - next);
        passed.writeTo(out);
    }

    private void accept(byte b, ByteArrayOutputStream passed) {
        if (withheld != ELSEWHERE && b == line[withheld]) {
            withheld++;
            if (withheld == line.length) {
                withheld = 0;
                dropped = true;
            }
            return;
        }
        passed.write(line, 0, Math.max(withheld, 0));
        passed.write(b);
        withheld = b == '\n' ? 0 : ELSEWHERE;
    }

    /** Returns the withheld bytes, for passing on when no more bytes come. */
    byte[] withheld() {
        return Arrays.copyOf(line, Math.max(withheld, 0));
    }
}
