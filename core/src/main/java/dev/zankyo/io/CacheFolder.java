package dev.zankyo.io;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A user's folder for files that may be deleted at any time, following the XDG Base Directory Specification. */
public final class CacheFolder {
    private CacheFolder() {}

    /** Returns the program's folder for the user of this process; empty for a user without one. */
    public static Optional<Path> find() {
        return find(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * Returns the program's folder: {@code zankyo} in {@code XDG_CACHE_HOME}, or else in {@code .cache} in the home
     * folder.
     *
     * @param home the home folder; ignored unless absolute, since the JVM gives {@code ?} if the user has none
     * @return the folder; empty if neither parent is known. A temporary folder is no substitute: other users may write
     *     to it
     */
    public static Optional<Path> find(Map<String, String> environment, Path home) {
        // The specification says to ignore relative paths.
        return Optional.of(Path.of(environment.getOrDefault("XDG_CACHE_HOME", "")))
                .filter(Path::isAbsolute)
                .or(() -> Optional.of(home.resolve(".cache")).filter(Path::isAbsolute))
                .map(cache -> cache.resolve("zankyo"));
    }
}
