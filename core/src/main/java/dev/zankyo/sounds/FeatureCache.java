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
 * A folder of computed spectrograms. With it, a recording is decoded once, and the rows of a set need no memory. The
 * key of a row is the content of its recording's file and the specification of the front end. Renaming or copying a
 * file therefore changes nothing.
 *
 * <p>Files are only added, never changed, so any number of processes may share the folder. Empty it only while no
 * process reads from it.
 */
public final class FeatureCache {
    /** A cache that stores nothing; rows stay in memory. */
    public static final FeatureCache NONE = new FeatureCache(null);

    /**
     * The version of keys, files and values. It changes when {@linkplain #key keys} are written differently, when files
     * get another layout, or when a specification gives other values.
     */
    private static final int SCHEMA = 2;

    private static final int KEY_DIGITS = 16;
    private static final String SUFFIX = ".features";

    /** The name of a file: {@code vSCHEMA-KEY-UUID.features}. Files of the first schema have no {@code vSCHEMA-}. */
    private static final Pattern NAME = Pattern.compile("(?:v(\\d{1,9})-)?[0-9a-f]{16}-.*\\.features");

    /** The place of a recording's spectrogram: one of several rows, in a file or in memory. */
    record Place(Rows rows, int row, SoundFacts facts) {}

    private final Path folder;

    private FeatureCache(Path folder) {
        this.folder = folder;
    }

    /** Returns a cache in a folder, which is created when needed. */
    public static FeatureCache in(Path folder) {
        return new FeatureCache(folder);
    }

    boolean keepsNothing() {
        return folder == null;
    }

    /** Returns the folder, for messages. */
    Path folder() {
        return folder;
    }

    /** Returns the spectrograms of a specification by the hash of their recording's content. */
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
                    trouble.accept("features are computed anew; " + reason);
                    Files.deleteIfExists(pack);
                }
            }
            removeOutdated(trouble);
            removeLeftovers();
        } catch (IOException e) {
            trouble.accept(folder + ": kept spectrograms cannot be used; " + FileError.reason(e));
        }
        return places;
    }

    /** Returns the rows of a file by the hash of their recording's content. */
    static Map<String, Place> open(Path file, int rowSize) throws IOException {
        FeaturePack pack = FeaturePack.open(file, rowSize);
        Map<String, Place> places = new HashMap<>();
        for (int row = 0; row < pack.facts().size(); row++) {
            SoundFacts facts = pack.facts().get(row);
            places.put(facts.content(), new Place(pack, row, facts));
        }
        return places;
    }

    /** Returns the path of a new file. */
    Path next(LogMelSpec spec) throws IOException {
        Files.createDirectories(folder);
        return folder.resolve(beginning(spec) + UUID.randomUUID() + SUFFIX);
    }

    private static String beginning(LogMelSpec spec) {
        return "v" + SCHEMA + "-" + key(spec) + "-";
    }

    /**
     * Returns the key of a specification: the first digits of the SHA-256 of a text. The text has a line for the schema
     * and a line {@code name=value} for each {@linkplain LogMelSpec#fields() field}.
     */
    static String key(LogMelSpec spec) {
        StringBuilder text = new StringBuilder("zankyo features " + SCHEMA + "\n");
        spec.fields()
                .forEach((name, value) ->
                        text.append(name).append('=').append(value).append('\n'));
        return Digest.of(text.toString()).substring(0, KEY_DIGITS);
    }

    /** Removes files of earlier versions, which nothing reads. Files of later versions stay. */
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
            trouble.accept(folder + ": features are computed anew; removed " + Naming.count(removed, "file")
                    + " that an earlier version wrote in another format");
        }
    }

    /** Removes temporary files of killed processes. A process at work has written within the hour. */
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
