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
     * @param home the home folder; ignored unless absolute, since a process without one has {@code ?} for it
     * @return empty if neither is known: a folder that all users may write to cannot be trusted
     */
    public static Optional<Path> find(Map<String, String> environment, Path home) {
        // The specification says to ignore relative paths.
        return Optional.of(Path.of(environment.getOrDefault("XDG_CACHE_HOME", "")))
                .filter(Path::isAbsolute)
                .or(() -> Optional.of(home.resolve(".cache")).filter(Path::isAbsolute))
                .map(cache -> cache.resolve("zankyo"));
    }
}
