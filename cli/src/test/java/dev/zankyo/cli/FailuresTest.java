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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({
        "javax/sound/sampled/AudioInputStream, java.desktop",
        "java/awt/image/BufferedImage, java.desktop",
        "jdk/incubator/vector/FloatVector, jdk.incubator.vector",
        "java/lang/management/ManagementFactory, java.management",
        "com/sun/management/OperatingSystemMXBean, jdk.management",
        "java.util.logging.Logger, java.logging"
    })
    void guard_classOfAModuleThatIsMissing_namesTheModule(String missing, String module) {
        int exitCode = failures.guard(
                () -> {
                    throw new NoClassDefFoundError(missing);
                },
                new PrintWriter(err));
        assertEquals(1, exitCode);
        assertSaid("Java runtime: must have the module " + module + " (add it with jlink --add-modules " + module
                + ", or use a complete Java)");
    }

    /** A class whose initializer failed before is reported with the first failure as its cause. */
    @Test
    void missingModule_behindAnotherFailure_isFound() {
        var first = new ExceptionInInitializerError(
                "Exception java.lang.NoClassDefFoundError: javax/sound/sampled/AudioFormat [in thread \"main\"]");
        var later = new NoClassDefFoundError("Could not initialize class dev.zankyo.audio.AudioFile");
        later.initCause(first);
        assertEquals(Optional.of("java.desktop"), MissingModule.of(later));
        assertEquals(
                Optional.of("jdk.incubator.vector"),
                MissingModule.of(new IllegalStateException(new ClassNotFoundException("jdk.incubator.vector.Vector"))));
        assertEquals(Optional.empty(), MissingModule.of(new IllegalStateException("no: java.util.logging.Logger")));
        assertEquals(Optional.empty(), MissingModule.of(new NoClassDefFoundError("dev/zankyo/Subject")));
        assertEquals(Optional.empty(), MissingModule.of(new NoClassDefFoundError()));
    }

    @Test
    void guard_classOfOursThatIsMissing_isAnInternalError() {
        failures.guard(
                () -> {
                    throw new NoClassDefFoundError("dev/zankyo/Subject");
                },
                new PrintWriter(err));
        assertSaid("internal error: java.lang.NoClassDefFoundError: dev/zankyo/Subject (please report it, with what"
                + " --verbose shows)");
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
