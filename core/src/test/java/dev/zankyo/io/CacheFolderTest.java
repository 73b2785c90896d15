package dev.zankyo.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
    @TempDir
    Path home;

    @Test
    void find_isWhereTheSpecificationSays() {
        Path named = home.resolve("x");
        Optional<Path> atHome = Optional.of(home.resolve(".cache/zankyo"));
        assertEquals(atHome, CacheFolder.find(Map.of(), home));
        assertEquals(atHome, CacheFolder.find(Map.of("XDG_CACHE_HOME", ""), home));
        assertEquals(atHome, CacheFolder.find(Map.of("XDG_CACHE_HOME", "not/absolute"), home));
        assertEquals(
                Optional.of(named.resolve("zankyo")),
                CacheFolder.find(Map.of("XDG_CACHE_HOME", named.toString()), home));
    }

    @Test
    void find_withoutHome_isOnlyWhatTheEnvironmentNames() {
        Path none = Path.of("?");
        assertEquals(Optional.empty(), CacheFolder.find(Map.of(), none));
        assertEquals(
                Optional.of(home.resolve("zankyo")), CacheFolder.find(Map.of("XDG_CACHE_HOME", home.toString()), none));
    }
}
