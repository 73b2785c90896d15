package dev.zankyo.cli.terminal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The output of this process: results and messages. If both lead to the same terminal, both are written to standard
 * output: the launcher passes standard error on with a delay, which would mix up their order.
 *
 * @param out the results
 * @param err the messages and the progress
 */
public record Output(PrintWriter out, PrintWriter err) implements AutoCloseable {

    /** Returns the output, with the terminals that the launcher found. */
    public static Output ofProcess() {
        List<String> terminals = Terminal.streams();
        if (terminals.contains("same")) {
            Screen both = screen(System.out, Terminal.announced());
            return new Output(new PrintableWriter(both), new PrintableWriter(both));
        }
        return new Output(
                terminals.contains("out") ? new PrintableWriter(screen(System.out, false)) : file(System.out),
                terminals.contains("err")
                        ? new PrintableWriter(screen(System.err, Terminal.announced()))
                        : file(System.err));
    }

    private static PrintWriter file(PrintStream stream) {
        return new PrintableWriter(new BufferedWriter(encoder(stream)));
    }

    private static Screen screen(PrintStream stream, boolean announced) {
        return new Screen(new BufferedWriter(encoder(stream)), Terminal::columns, announced);
    }

    /**
     * Returns a UTF-8 encoder of a stream. Under a locale that promises only ASCII, such as C, ASCII text has the same
     * bytes in UTF-8, and other letters of class names are kept.
     */
    private static Writer encoder(PrintStream stream) {
        boolean ascii = stream.charset().equals(StandardCharsets.US_ASCII);
        return new OutputStreamWriter(stream, ascii ? StandardCharsets.UTF_8 : stream.charset());
    }

    /** Writes what is left and removes the status from the terminal. */
    @Override
    public void close() {
        out.flush();
        err.flush();
        Screen.of(out).ifPresent(Output::close);
        Screen.of(err).ifPresent(Output::close);
    }

    private static void close(Screen screen) {
        try {
            screen.close();
        } catch (IOException e) {
            throw new UncheckedIOException("terminal: could not be written; " + e.getMessage(), e);
        }
    }
}
