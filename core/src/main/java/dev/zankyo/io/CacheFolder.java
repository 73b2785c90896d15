package dev.zankyo.io;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A user's folder for files that may be deleted at any time, by the XDG Base Directory Specification. */
public final class CacheFolder {
    private CacheFolder() {}

    /** Returns the program's folder for the user of this process; empty for a user without one. */
    public static Optional<Path> find() {
        return find(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * Returns the program's folder: {@code zankyo} in {@code XDG_CACHE_HOME}, or else in {@code .cache} at home.
     *
     * @param home is ignored unless absolute: a process without a home has {@code ?} for one
     * @return empty if neither is known; a folder that all may write to is no place for what is trusted
     */
    public static Optional<Path> find(Map<String, String> environment, Path home) {
        // The specification has relative paths ignored.
        return Optional.of(Path.of(environment.getOrDefault("XDG_CACHE_HOME", "")))
                .filter(Path::isAbsolute)
                .or(() -> Optional.of(home.resolve(".cache")).filter(Path::isAbsolute))
                .map(cache -> cache.resolve("zankyo"));
    }
}
