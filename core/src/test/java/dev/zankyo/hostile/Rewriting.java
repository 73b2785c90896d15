package dev.zankyo.hostile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A writer of thousands of files, one after another, at one path. */
public final class Rewriting {
    private Rewriting() {}

    /**
     * Writes without emptying the file first. Emptying makes some file systems write to disk what otherwise stays in
     * memory.
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.truncate(bytes.length);
        }
    }
}
