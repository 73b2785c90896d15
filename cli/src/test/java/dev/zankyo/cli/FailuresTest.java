package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class FailuresTest {
    private final StringWriter err = new StringWriter();
    private final Failures failures = new Failures(() -> false);

    @Command
    private static final class Idle {}

    private int handle(Exception e) {
        CommandLine command = new CommandLine(new Idle()).setErr(new PrintWriter(err));
        return failures.handleExecutionException(e, command, null);
    }

    private void assertSaid(String line) {
        assertEquals("zankyo: " + line + System.lineSeparator(), err.toString());
    }

    @Test
    void handle_inputException_isTwo() {
        assertEquals(
                2,
                handle(InputException.of(Subject.named("a.csv:1:2"), "value must be a number")
                        .got("x")));
        assertSaid("a.csv:1:2: value must be a number; got x");
    }

    @Test
    @Survives(promise = Promise.DISKS, what = "the program cannot write a file: one line and exit code 1")
    void handle_fileThatCannotBeWritten_isOne() {
        assertEquals(1, handle(new UncheckedIOException("m: could not be written; no space", new IOException())));
        assertSaid("m: could not be written; no space");
    }

    @Test
    void handle_mistakeOfOurs_isOneAndSaysSo() {
        assertEquals(1, handle(new IllegalStateException("two\nlines")));
        assertSaid("internal error: java.lang.IllegalStateException: two; lines (please report it, with what --verbose"
                + " shows)");
    }

    @Test
    void guard_memoryExhausted_isOneAndNamesTheRemedy() {
        int exitCode = failures.guard(
                () -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                new PrintWriter(err));
        assertEquals(1, exitCode);
        assertSaid("memory: there is not enough; Java heap space (give Java more memory with -Xmx)");
    }
}
