package dev.zankyo.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * By what a file is known to have changed, without reading it: as Git does it, by size, time of modification and, where the
 * system keeps one, time of change, which no program can set.
 *
 * @param size bytes
 * @param modified nanoseconds since 1970
 * @param changed likewise, or 0 where it is not known
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
