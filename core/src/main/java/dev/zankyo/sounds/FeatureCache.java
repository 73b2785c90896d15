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
 * A folder where spectrograms are kept, so that a recording is listened to once and the rows of any number of them need no
 * memory. A row is known by the content of the recording's file and the front end's specification: neither renaming nor
 * copying a file makes it new, changing one does.
 *
 * <p>Files in it are never changed, only added, so any number of processes may use it at once, and it may be emptied at any
 * time that nobody reads from it.
 */
public final class FeatureCache {
    /** Keeps nothing: rows are held in memory. */
    public static final FeatureCache NONE = new FeatureCache(null);

    /**
     * The version of what is kept. It changes whenever {@linkplain #key keys} are written in another way, files get another
     * layout, or the same specification gives other values than before.
     */
    private static final int SCHEMA = 2;

    private static final int KEY_DIGITS = 16;
    private static final String SUFFIX = ".features";

    /** A file's name: {@code vSCHEMA-KEY-UUID.features}. The first schema had no mark. */
    private static final Pattern NAME = Pattern.compile("(?:v(\\d{1,9})-)?[0-9a-f]{16}-.*\\.features");

    /** Where a recording's spectrogram is: one of some rows, in a file or in memory. */
    record Place(Rows rows, int row, SoundFacts facts) {}

    private final Path folder;

    private FeatureCache(Path folder) {
        this.folder = folder;
    }

    /** A cache in a folder, which is made when it is needed. */
    public static FeatureCache in(Path folder) {
        return new FeatureCache(folder);
    }

    boolean keepsNothing() {
        return folder == null;
    }

    /** Where things are kept, for messages. */
    Path folder() {
        return folder;
    }

    /** What is kept for a specification, by the hash of the recording's content; grows as more is {@linkplain #open opened}. */
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

    /** The rows of a file. */
    static Map<String, Place> open(Path file, int rowSize) throws IOException {
        FeaturePack pack = FeaturePack.open(file, rowSize);
        Map<String, Place> places = new HashMap<>();
        for (int row = 0; row < pack.facts().size(); row++) {
            SoundFacts facts = pack.facts().get(row);
            places.put(facts.content(), new Place(pack, row, facts));
        }
        return places;
    }

    /** A name for a file more. */
    Path next(LogMelSpec spec) throws IOException {
        Files.createDirectories(folder);
        return folder.resolve(beginning(spec) + UUID.randomUUID() + SUFFIX);
    }

    private static String beginning(LogMelSpec spec) {
        return "v" + SCHEMA + "-" + key(spec) + "-";
    }

    /**
     * Returns the key of a specification: the first digits of the SHA-256 of a text of one line for the schema and one for
     * each of the specification's {@linkplain LogMelSpec#fields() fields}, {@code name=value}.
     */
    static String key(LogMelSpec spec) {
        StringBuilder text = new StringBuilder("zankyo features " + SCHEMA + "\n");
        spec.fields()
                .forEach((name, value) ->
                        text.append(name).append('=').append(value).append('\n'));
        return Digest.of(text.toString()).substring(0, KEY_DIGITS);
    }

    /** Removes what earlier versions have kept, which nothing reads any more. A later version's files stay. */
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

    /** What a process that was killed has left; one at work would have written within the hour. */
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
