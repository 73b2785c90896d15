package dev.zankyo.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Survives(
        promise = Promise.RESUME,
        what = "the lock of a run's folder, held by this process, by another that is then killed, on a file system"
                + " without locks, at a place that cannot be written to: refused or reported in one line;"
                + " free afterwards")
class RunLockTest {
    @TempDir
    Path folder;

    /** A program that locks the folder, says so, and waits until it is killed. */
    static final class Holder {
        public static void main(String[] folder) throws IOException {
            RunLock.of(Path.of(folder[0]), System.err::println);
            System.out.println("locked");
            System.in.read();
        }
    }

    private RunLock lock() {
        return RunDirectory.at(folder).lock(note -> assertEquals("", note));
    }

    private String refusal() {
        return assertThrows(InputException.class, this::lock).getMessage();
    }

    private Process other() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        assertEquals("locked", process.inputReader().readLine());
        return process;
    }

    @Test
    void folder_isLockedOnceInAProcess() throws IOException {
        Path sameFolder = Files.createDirectory(folder.resolve("a")).resolve("..");
        try (RunLock lock = lock()) {
            assertTrue(
                    refusal().contains("one process at a time may train into this folder; got this process training"),
                    this::refusal);
            assertThrows(InputException.class, () -> RunDirectory.at(sameFolder).lock(note -> {}));
            assertTrue(RunDirectory.at(folder).wasLocked(), lock::toString);
        }
        lock().close();
    }

    @Test
    void folder_lockedByAnotherProcess_isFreeWhenThatIsKilled() throws IOException, InterruptedException {
        Process other = other();
        try {
            assertEquals(
                    folder + ": only one process at a time may train into this folder; got process " + other.pid()
                            + " training (wait for it or stop it, or choose another folder with `runFolder`)",
                    refusal());
            Files.writeString(folder.resolve(RunLock.NAME), "\u001b[2J");
            assertTrue(refusal().contains("got another process training"), this::refusal);
        } finally {
            other.destroyForcibly().waitFor();
        }
        lock().close();
    }

    @Test
    void folder_whoseFileSystemHasNoLocks_isUsedWithANote() {
        List<String> notes = new ArrayList<>();
        RunLock.of(folder, notes::add, channel -> {
                    throw new IOException("No locks available");
                })
                .close();
        assertEquals(
                List.of(folder.resolve(".lock") + ": could not be locked; No locks available"
                        + " (make sure that no other process uses this folder)"),
                notes);
    }

    @Test
    void folder_thatCannotBeWrittenTo_isNamed() throws IOException {
        Path file = Files.createDirectory(folder.resolve(".lock"));
        for (int attempt = 0; attempt < 2; attempt++) {
            String message =
                    assertThrows(UncheckedIOException.class, this::lock).getMessage();
            assertTrue(message.startsWith(file + ": could not be written; "), message);
        }
        Files.delete(file);
        lock().close();
    }
}
