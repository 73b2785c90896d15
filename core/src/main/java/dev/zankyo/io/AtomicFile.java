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
 * An atomic file writer. The content is written to a temporary file in the same folder, forced to disk and then renamed
 * over the target in one step. A reader therefore sees the old file or the new one, even after a crash. A symbolic link
 * at the target is replaced, not followed.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** The content to write. Closing the stream is allowed and only flushes it. */
    @FunctionalInterface
    public interface Content {
        void to(OutputStream out) throws IOException;
    }

    /**
     * Writes the target, replacing an existing file. If anything fails, including the content, the target is unchanged
     * and the temporary file is removed, if possible. If only the folder's own sync fails, the target is the new file,
     * but a crash might still undo the rename.
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

    /** Removes the temporary file; a second failure does not hide the first. */
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
                    flush(); // the channel is still needed for force
                }
            };
            content.to(out);
            out.flush();
            channel.force(true);
        }
    }

    /**
     * Makes the rename itself durable, if the folder can be opened. Windows journals renames and cannot open folders;
     * elsewhere a folder may be writable but not readable.
     */
    private static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix") && Files.isReadable(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
