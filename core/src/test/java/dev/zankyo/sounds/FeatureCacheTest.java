package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.LogMelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeatureCacheTest {
    private static final LogMelSpec SPEC = LogMelSpec.DEFAULT;

    @TempDir
    private Path folder;

    private final List<String> problems = new ArrayList<>();

    private Map<String, FeatureCache.Place> places() {
        return FeatureCache.in(folder).places(SPEC, SPEC.nMels() * SPEC.frames(), problems::add);
    }

    /**
     * Compares keys with the output of sha256sum for {@code zankyo features 2}, a line end, and the lines of the
     * fields.
     */
    @Test
    void key_ofASpecification_isThatOfItsWrittenForm() {
        assertEquals("c930d141bcc1c24e", FeatureCache.key(LogMelSpec.DEFAULT));
        assertEquals("1e9803c2673c1d3b", FeatureCache.key(LogMelSpec.parse("general,n_mels=64,top_db=30")));
    }

    @Test
    void next_isNamedBySchemaAndKey() throws IOException {
        String name = FeatureCache.in(folder).next(SPEC).getFileName().toString();
        assertTrue(name.matches("v2-" + FeatureCache.key(SPEC) + "-[-0-9a-f]{36}\\.features"), name);
    }

    @Test
    void places_filesOfAnEarlierSchema_areRemovedAndSaidOnce() throws IOException {
        Path first = Files.createFile(folder.resolve("0123456789abcdef-5c4cd2a0-0000.features"));
        Path second = Files.createFile(folder.resolve("v1-0123456789abcdef-5c4cd2a0-0000.features"));
        Path later = Files.createFile(folder.resolve("v3-0123456789abcdef-5c4cd2a0-0000.features"));
        Path strange = Files.createFile(folder.resolve("mine.features"));

        assertEquals(Map.of(), places());
        assertEquals(Map.of(), places());

        assertEquals(
                List.of(folder
                        + ": features are computed again; removed 2 files that an earlier version wrote in another"
                        + " format"),
                problems);
        assertFalse(Files.exists(first) || Files.exists(second));
        assertTrue(Files.exists(later) && Files.exists(strange), "not ours to remove");
    }
}
