package dev.zankyo.data;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.data.CsvRows.Use;
import dev.zankyo.data.ReadingListener.Work;
import dev.zankyo.io.CacheFolder;
import dev.zankyo.io.Digest;
import dev.zankyo.io.FileError;
import dev.zankyo.io.MappedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A folder that stores the rows of large CSV files as binary numbers. They are parsed once and then memory-mapped:
 * training on a million rows needs no more memory than on a few hundred. A cached file is recreated when it is damaged
 * or its CSV file has changed. If the folder cannot be used, rows are read into memory and the listener receives the
 * reason.
 *
 * <p>The folder may be emptied at any time when nothing reads from it. Several processes may use it at once: each
 * writes a file under a unique name and then renames it, so at worst two processes parse the same file.
 */
public final class RowCache {
    /** A cache that stores nothing. */
    public static final RowCache NONE = new RowCache(null, Long.MAX_VALUE, ReadingListener.NONE);

    /**
     * The minimum size in bytes of a file to cache. A smaller file is parsed in a second or two and its rows take some
     * tens of MiB, so caching would gain nothing.
     */
    static final long THRESHOLD = 64 << 20;

    private static final int ROWS_BETWEEN_REPORTS = 64;
    private static final int HASH_DIGITS = 16;

    private final Path folder;
    private final long threshold;
    private final ReadingListener listener;

    private RowCache(Path folder, long threshold, ReadingListener listener) {
        this.folder = folder;
        this.threshold = threshold;
        this.listener = listener;
    }

    /** Returns a cache in a folder, which is created when needed. */
    public static RowCache in(Path folder, ReadingListener listener) {
        return new RowCache(folder, THRESHOLD, listener);
    }

    /** Returns this cache with another minimum file size in bytes. */
    public RowCache withThreshold(long bytes) {
        return new RowCache(folder, bytes, listener);
    }

    /** Returns the current user's folder for cached rows; empty for a user without a home. */
    public static Optional<Path> userFolder() {
        return CacheFolder.find().map(cache -> cache.resolve("rows"));
    }

    /**
     * Returns the content of a CSV file from the cache, adding it first if necessary; empty if the file is not to be
     * cached.
     */
    Optional<ParsedFile> parsed(Path csv, int bands, int frames, LabelPosition label, Use use) {
        if (folder == null || !Files.isRegularFile(csv)) {
            return Optional.empty();
        }
        try {
            CsvVersion version = CsvVersion.of(csv);
            if (version.size() < threshold) {
                return Optional.empty();
            }
            Path cached = file(csv, bands, frames, label);
            ParsedFile found = found(csv, cached, version, bands, frames);
            if (found != null && (use == Use.PREDICTION || !found.labels().isEmpty())) {
                return Optional.of(found);
            }
            make(csv, cached, version, bands, frames, label, use);
            return Optional.of(RowFile.open(cached, version, bands, frames));
        } catch (IOException e) {
            return withoutCache(csv, e);
        } catch (UncheckedIOException e) {
            return withoutCache(csv, e.getCause());
        }
    }

    private Optional<ParsedFile> withoutCache(Path csv, IOException cause) {
        listener.onProblem(csv + ": keeping rows in memory, as they cannot be cached in " + folder + "; "
                + FileError.reason(cause) + " (choose another folder with {cacheFolder})");
        return Optional.empty();
    }

    /** Returns the cached content of this version of the file; null if there is none. */
    private ParsedFile found(Path csv, Path cached, CsvVersion version, int bands, int frames) throws IOException {
        if (!Files.isRegularFile(cached)) {
            return null;
        }
        listener.onBegin(Work.CHECKING, csv, Files.size(cached));
        try {
            return RowFile.openChecked(cached, version, bands, frames, listener::onRead);
        } catch (RowFile.OutdatedException e) {
            return null; // of an older version of the CSV file
        } catch (MappedStore.MalformedException e) {
            listener.onProblem(csv + ": parsing the file again, as its cached rows cannot be used; " + e.getMessage());
            return null;
        } finally {
            listener.onEnd();
        }
    }

    private void make(Path csv, Path cached, CsvVersion version, int bands, int frames, LabelPosition label, Use use)
            throws IOException {
        Files.createDirectories(folder);
        removeLeftovers(cached);
        listener.onBegin(Work.PARSING, csv, version.size());
        try (CsvRows rows = CsvRows.open(csv, bands, frames, label, use)) {
            RowFile.write(cached, version, bands, frames, out -> {
                while (rows.next()) {
                    out.add(rows.values(), rows.label(), rows.line());
                    if (out.size() % ROWS_BETWEEN_REPORTS == 0) {
                        listener.onRead(rows.bytesRead());
                    }
                }
                out.format(rows.format());
                if (!CsvVersion.of(csv).equals(version)) {
                    throw InputException.of(Subject.file(csv), "file must not change while it is read; it did")
                            .remedy("start again");
                }
            });
        } finally {
            listener.onEnd();
        }
    }

    /**
     * Removes temporary files of killed processes, which may have gigabytes. A running process would have written
     * within the last hour.
     */
    private void removeLeftovers(Path cached) throws IOException {
        Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "." + cached.getFileName() + ".*.tmp")) {
            for (Path path : left) {
                if (Files.getLastModifiedTime(path).toInstant().isBefore(anHourAgo)) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    /**
     * Returns the cache file of a CSV file. Its name consists of the CSV file's name, which people can read, and a hash
     * of path, shape and label position. Everything else that the rows depend on is in the file itself.
     */
    Path file(Path csv, int bands, int frames, LabelPosition label) throws IOException {
        String position = label == LabelPosition.AUTO ? "" : "\nlabel " + label;
        String key = csv.toRealPath() + "\n" + bands + " x " + frames + position;
        return folder.resolve(csv.getFileName() + "-" + Digest.of(key).substring(0, HASH_DIGITS) + ".rows");
    }
}
