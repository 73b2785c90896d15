package dev.zankyo.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file whole or not at all. The content goes to a temporary name in the same folder, is forced to the disk and
 * then renamed over the target in one step, so that a reader sees the old file or the new one, also after a crash. A
 * symbolic link at the target is replaced, not followed.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** What is to be written. Closing the stream is allowed and only flushes it. */
    @FunctionalInterface
    public interface Content {
        void to(OutputStream out) throws IOException;
    }

    /**
     * Writes the target, replacing a file of that name. If anything fails, also in the content, the target is as it was and
     * the temporary file is gone, if it can be removed. Where nothing but the folder's own sync fails, the target is the new
     * one, of which it is not known whether a crash would undo it.
     *
     * @throws UncheckedIOException if the content or the file system fails; its message names the target and the reason
     */
    public static void write(Path target, Content content) {
        Path absolute = target.toAbsolutePath();
        Path temporary = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try {
                writeAndForce(temporary, content);
                if (Files.isDirectory(absolute)) {
                    throw new IOException("a folder is in the way");
                }
                Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
            } catch (Throwable e) {
                removeAfter(e, temporary);
                throw e;
            }
            forceFolder(absolute.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(target + ": could not be written; " + FileError.reason(e), e);
        }
    }

    /** What cannot be removed either does not hide why. */
    private static void removeAfter(Throwable failure, Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static void writeAndForce(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16) {
                @Override
                public void close() throws IOException {
                    flush(); // the channel is still needed, to force it
                }
            };
            content.to(out);
            out.flush();
            channel.force(true);
        }
    }

    /**
     * Makes the rename itself durable, where the folder can be opened: Windows journals renames and opens no folders, and
     * one may be writable without being readable.
     */
    private static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix") && Files.isReadable(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
