package dev.zankyo.sounds;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.data.Rows;
import dev.zankyo.io.Digest;
import dev.zankyo.io.FileError;
import dev.zankyo.io.MappedStore.MalformedException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder that keeps spectrograms, so that a recording is decoded only once and its row need not stay in memory. A
 * row's key is the content of the recording's file and the front end's specification. Renaming or copying a file does
 * not change the key; changing its content does.
 *
 * <p>Files are added but never changed, so any number of processes may use the folder at once. It may be emptied
 * whenever no process reads from it.
 */
public final class FeatureCache {
    /** A cache that keeps nothing: rows are held in memory. */
    public static final FeatureCache NONE = new FeatureCache(null);

    /**
     * The version of the files. It changes if {@linkplain #key keys} are computed differently, files get another
     * layout, or the same specification gives other values.
     */
    private static final int SCHEMA = 2;

    private static final int KEY_DIGITS = 16;
    private static final String SUFFIX = ".features";

    /** A file's name: {@code vSCHEMA-KEY-UUID.features}. Names of the first schema have no prefix {@code vSCHEMA-}. */
    private static final Pattern NAME = Pattern.compile("(?:v(\\d{1,9})-)?[0-9a-f]{16}-.*\\.features");

    /** The place of a recording's spectrogram: row number {@code row} of some rows in a file or in memory. */
    record Place(Rows rows, int row, SoundFacts facts) {}

    private final Path folder;

    private FeatureCache(Path folder) {
        this.folder = folder;
    }

    /** Returns a cache in a folder, which is created when the first file is written. */
    public static FeatureCache in(Path folder) {
        return new FeatureCache(folder);
    }

    boolean keepsNothing() {
        return folder == null;
    }

    /** Returns the folder, for messages; null if the cache keeps nothing. */
    Path folder() {
        return folder;
    }

    /**
     * Returns the rows kept for a specification, as a map from the hash of a recording's content. The caller may add
     * the rows of files that it {@linkplain #open opens} later; the map is safe for several threads. Deletes files that
     * cannot be opened.
     *
     * @param rowSize number of floats in a row
     * @param trouble receives one line about each file or folder that cannot be used
     */
    Map<String, Place> places(LogMelSpec spec, int rowSize, Consumer<String> trouble) {
        Map<String, Place> places = new ConcurrentHashMap<>();
        if (folder == null || !Files.isDirectory(folder)) {
            return places;
        }
        try (DirectoryStream<Path> packs = Files.newDirectoryStream(folder, beginning(spec) + "*" + SUFFIX)) {
            for (Path pack : packs) {
                try {
                    places.putAll(open(pack, rowSize));
                } catch (IOException e) {
                    String reason =
                            e instanceof MalformedException ? e.getMessage() : pack + ": " + FileError.reason(e);
                    trouble.accept("features are computed again; " + reason);
                    Files.deleteIfExists(pack);
                }
            }
            removeOutdated(trouble);
            removeLeftovers();
        } catch (IOException e) {
            trouble.accept(folder + ": cached spectrograms cannot be used; " + FileError.reason(e));
        }
        return places;
    }

    /** Opens a file and returns its rows, by the hash of the recording's content. */
    static Map<String, Place> open(Path file, int rowSize) throws IOException {
        FeaturePack pack = FeaturePack.open(file, rowSize);
        Map<String, Place> places = new HashMap<>();
        for (int row = 0; row < pack.facts().size(); row++) {
            SoundFacts facts = pack.facts().get(row);
            places.put(facts.content(), new Place(pack, row, facts));
        }
        return places;
    }

    /** Returns an unused name for a new file. Creates the folder if necessary. */
    Path next(LogMelSpec spec) throws IOException {
        Files.createDirectories(folder);
        return folder.resolve(beginning(spec) + UUID.randomUUID() + SUFFIX);
    }

    private static String beginning(LogMelSpec spec) {
        return "v" + SCHEMA + "-" + key(spec) + "-";
    }

    /**
     * Returns the key of a specification: the first hexadecimal digits of a SHA-256. The hashed text has one line for
     * the schema and one line {@code name=value} for each of the specification's {@linkplain LogMelSpec#fields()
     * fields}.
     */
    static String key(LogMelSpec spec) {
        StringBuilder text = new StringBuilder("zankyo features " + SCHEMA + "\n");
        spec.fields()
                .forEach((name, value) ->
                        text.append(name).append('=').append(value).append('\n'));
        return Digest.of(text.toString()).substring(0, KEY_DIGITS);
    }

    /** Removes the files of earlier versions, which no program reads any more. Keeps those of later versions. */
    private void removeOutdated(Consumer<String> trouble) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> packs = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path pack : packs) {
                Matcher name = NAME.matcher(pack.getFileName().toString());
                boolean outdated =
                        name.matches() && (name.group(1) == null || Integer.parseInt(name.group(1)) < SCHEMA);
                if (outdated && Files.deleteIfExists(pack)) {
                    removed++;
                }
            }
        }
        if (removed > 0) {
            trouble.accept(folder + ": features are computed again; removed " + Naming.count(removed, "file")
                    + " that an earlier version wrote in another format");
        }
    }

    /**
     * Removes the temporary files of processes that were killed. A running process would have written to its file
     * within the last hour.
     */
    private void removeLeftovers() throws IOException {
        Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ".*" + SUFFIX + ".*.tmp")) {
            for (Path path : left) {
                if (Files.getLastModifiedTime(path).toInstant().isBefore(anHourAgo)) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
