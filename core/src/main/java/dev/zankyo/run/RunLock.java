package dev.zankyo.run;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A lock that lets only one process train into a folder. It is the operating system's lock on the file {@code .lock},
 * which ends with the process, even if that is killed. The file stays: if it were removed, one process could lock the
 * old file and another a new one.
 */
public final class RunLock implements AutoCloseable {
    static final String NAME = ".lock";

    /**
     * The locked byte. It lies beyond the text, so that systems which forbid reading locked bytes allow reading the
     * text.
     */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int LONGEST_TEXT = 20;

    /**
     * The folders that this process has locked. A system lock belongs to the process: closing a second channel to the
     * file would release the first one's lock.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** A function that locks a file; returns null if another process has locked it. */
    @FunctionalInterface
    interface Locking {
        FileLock lock(FileChannel channel) throws IOException;
    }

    private final Path held;
    private final FileChannel channel;

    private RunLock(Path held, FileChannel channel) {
        this.held = held;
        this.channel = channel;
    }

    /**
     * Locks an existing folder.
     *
     * @param notes receives one line if the file system has no locks; nothing is locked then
     * @throws InputException if the folder is locked already
     * @throws UncheckedIOException if the lock file cannot be opened or written
     */
    static RunLock of(Path folder, Consumer<String> notes) {
        return of(folder, notes, channel -> channel.tryLock(LOCKED_BYTE, 1, false));
    }

    static RunLock of(Path folder, Consumer<String> notes, Locking locking) {
        Path file = folder.resolve(NAME);
        try {
            Path held = folder.toRealPath();
            if (!HELD.add(held)) {
                throw inUse(folder, "this process");
            }
            boolean done = false;
            try {
                FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                try {
                    if (!locked(channel, file, notes, locking)) {
                        throw inUse(folder, holder(channel));
                    }
                    channel.truncate(0).write(ByteBuffer.wrap(text().getBytes(StandardCharsets.US_ASCII)), 0);
                    done = true;
                    return new RunLock(held, channel);
                } finally {
                    if (!done) {
                        channel.close();
                    }
                }
            } finally {
                if (!done) {
                    HELD.remove(held);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": could not be written; " + FileError.reason(e), e);
        }
    }

    private static boolean locked(FileChannel channel, Path file, Consumer<String> notes, Locking locking) {
        try {
            return locking.lock(channel) != null;
        } catch (IOException e) {
            notes.accept(file + ": could not be locked; " + FileError.reason(e)
                    + " (make sure that no other process uses this folder)");
            return true;
        }
    }

    private static String text() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_TEXT);
        channel.read(bytes, 0);
        String text = StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
        return text.matches("\\d+") ? "process " + text : "another process";
    }

    private static InputException inUse(Path folder, String by) {
        return InputException.of(Subject.file(folder), "only one process at a time may train into this folder")
                .got(by + " training")
                .remedy("wait for it or stop it, or choose another folder with {runFolder}");
    }

    /** Releases the lock. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(held.resolve(NAME) + ": could not be closed; " + FileError.reason(e), e);
        } finally {
            HELD.remove(held);
        }
    }
}
