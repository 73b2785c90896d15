package dev.zankyo.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * A file's version, for detecting changes without reading the file. As in Git, it consists of size, modification time
 * and, if the system has one, change time, which no program can set.
 *
 * @param size size in bytes
 * @param modified modification time in nanoseconds since 1970
 * @param changed change time in nanoseconds since 1970; 0 if unknown
 */
record CsvVersion(long size, long modified, long changed) {

    static CsvVersion of(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        long changed = unix ? nanos((FileTime) Files.getAttribute(file, "unix:ctime")) : 0;
        return new CsvVersion(attributes.size(), nanos(attributes.lastModifiedTime()), changed);
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }
}
