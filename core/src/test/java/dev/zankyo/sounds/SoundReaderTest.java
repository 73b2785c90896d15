package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.Recording;
import dev.zankyo.data.Finding;
import dev.zankyo.data.Finding.Kind;
import dev.zankyo.data.ReadingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SoundReaderTest {
    private static final LogMelSpec SPEC = LogMelSpec.DEFAULT;

    @TempDir
    private Path folder;

    private Path sounds;
    private Path kept;
    private final List<Finding> findings = new ArrayList<>();
    private final Heard heard = new Heard();

    /** A listener that relies on being called by one thread at a time. */
    private static final class Heard implements ReadingListener {
        private final List<String> problems = new ArrayList<>();
        private long expected;
        private long read;
        private int ends;

        @Override
        public void onBegin(Work work, Path file, long bytes) {
            expected = bytes;
            read = 0;
        }

        @Override
        public void onRead(long bytes) {
            assertTrue(bytes >= read, "progress must not go back");
            read = bytes;
        }

        @Override
        public void onEnd() {
            ends++;
        }

        @Override
        public void onProblem(String line) {
            problems.add(line);
        }
    }

    @BeforeEach
    void makeRecordings() throws IOException {
        sounds = folder.resolve("sounds");
        kept = folder.resolve("kept");
        for (int i = 0; i < 6; i++) {
            Recordings.tone(sounds.resolve(i % 2 == 0 ? "low" : "high").resolve(i + ".wav"), 300 + 250 * i);
        }
    }

    private SoundSet read(FeatureCache cache, int threads) {
        findings.clear();
        List<SoundFile> files =
                SoundFolder.open(sounds, findings::add).labelled(LabelRule.folders(), Optional.empty(), findings::add);
        return new SoundReader(SPEC, threads, cache, heard).read(files, findings::add);
    }

    private List<Path> packs() throws IOException {
        try (Stream<Path> files = Files.list(kept)) {
            return files.toList();
        }
    }

    private static void assertTrueToItsFiles(SoundSet set) {
        LogMel features = new LogMel(SPEC);
        float[] row = new float[set.data().rowSize()];
        for (int i = 0; i < set.size(); i++) {
            set.data().copyRow(i, row, 0);
            SoundFile file = set.files().get(i);
            assertArrayEquals(features.apply(Recording.read(file.path())), row, file.name());
            assertEquals(
                    file.label().orElseThrow(),
                    set.data().classes().get(set.data().labels()[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void read_withoutCache_isEveryRecordingsSpectrogramInOrder(int threads) {
        SoundSet set = read(FeatureCache.NONE, threads);

        assertEquals(
                List.of("high/1.wav", "high/3.wav", "high/5.wav", "low/0.wav", "low/2.wav", "low/4.wav"),
                set.files().stream().map(SoundFile::name).toList());
        assertEquals(List.of("high", "low"), set.data().classes());
        assertTrueToItsFiles(set);
        assertEquals(0.2, set.facts().get(0).seconds(), 1e-9);
        assertEquals(0.5, set.facts().get(0).peak(), 0.01);
        assertEquals(List.of(), findings);
        assertEquals(heard.expected, heard.read);
        assertEquals(1, heard.ends);
    }

    @Test
    void read_again_listensToNothingTwice() throws IOException {
        read(FeatureCache.in(kept), 2);
        List<Path> first = packs();
        Files.move(sounds.resolve("low/0.wav"), sounds.resolve("high/renamed.wav"));

        SoundSet again = read(FeatureCache.in(kept), 2);

        assertEquals(1, first.size());
        assertEquals(first, packs());
        assertTrueToItsFiles(again);
        assertEquals(heard.expected, heard.read);
    }

    @Test
    void read_changedAndNewFiles_areListenedToAndTheRestIsNot() throws IOException {
        read(FeatureCache.in(kept), 2);
        Path first = packs().get(0);
        Recordings.tone(sounds.resolve("low/0.wav"), 2222);
        Recordings.tone(sounds.resolve("low/new.wav"), 1234);

        assertTrueToItsFiles(read(FeatureCache.in(kept), 2));

        Path second =
                packs().stream().filter(path -> !path.equals(first)).findFirst().orElseThrow();
        assertEquals(2, packs().size());
        assertEquals(2, FeatureCache.open(second, SPEC.nMels() * SPEC.frames()).size());
    }

    @Test
    void read_anotherFrontEnd_isKeptApart() throws IOException {
        read(FeatureCache.in(kept), 2);
        LogMelSpec other = LogMelSpec.parse("digits,f_min=100");

        List<SoundFile> files = SoundFolder.open(sounds, findings::add).files();
        SoundSet set = new SoundReader(other, 2, FeatureCache.in(kept), heard).read(files, findings::add);

        float[] row = new float[set.data().rowSize()];
        set.data().copyRow(0, row, 0);
        assertArrayEquals(new LogMel(other).apply(Recording.read(files.get(0).path())), row);
        assertEquals(2, packs().size());
        assertEquals(-1, set.data().labels()[0]);
    }

    @Test
    void read_badFiles_areLeftOutWithALineEach() throws IOException {
        Files.write(sounds.resolve("low/empty.wav"), new byte[0]);
        Files.writeString(sounds.resolve("low/text.wav"), "this is no sound");
        byte[] whole = Files.readAllBytes(sounds.resolve("low/0.wav"));
        Files.write(sounds.resolve("low/cut.wav"), Arrays.copyOf(whole, 20));

        for (FeatureCache cache : List.of(FeatureCache.NONE, FeatureCache.in(kept), FeatureCache.in(kept))) {
            SoundSet set = read(cache, 2);

            assertEquals(6, set.size());
            assertTrueToItsFiles(set);
            assertEquals(
                    List.of(List.of("low/cut.wav"), List.of("low/empty.wav"), List.of("low/text.wav")),
                    findings.stream().map(Finding::names).toList());
            for (Finding finding : findings) {
                assertEquals(Kind.UNUSABLE, finding.kind());
                assertEquals(1, finding.text().lines().count());
                assertTrue(finding.text().startsWith(finding.names().get(0) + ": "), finding.text());
            }
        }
    }

    @Test
    void read_cutRecording_isServedWithItsWarningAlsoFromTheCache() throws IOException {
        Path cut = sounds.resolve("low/0.wav");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 2000));

        for (int i = 0; i < 2; i++) {
            SoundSet set = read(FeatureCache.in(kept), 2);
            assertTrue(
                    set.facts().get(3).note().startsWith("truncated; "),
                    set.facts().get(3).note());
            assertEquals("", set.facts().get(0).note());
        }
    }

    @Test
    void read_nothingUsable_isRefused() throws IOException {
        for (Path file : SoundFolder.open(sounds, findings::add).files().stream()
                .map(SoundFile::path)
                .toList()) {
            Files.writeString(file, "no sound");
        }

        var refused = assertThrows(InputException.class, () -> read(FeatureCache.in(kept), 2));

        assertTrue(refused.getMessage()
                .startsWith("sounds: at least one recording must be usable; got none of 6 files ("));
        assertEquals(1, heard.ends);
    }

    @Test
    void read_damagedCache_isMadeAgain() throws IOException {
        read(FeatureCache.in(kept), 2);
        Path pack = packs().get(0);
        byte[] bytes = Files.readAllBytes(pack);
        for (int at : new int[] {100, bytes.length - 100, bytes.length - 5}) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 4;
            Files.write(pack, damaged);

            assertTrueToItsFiles(read(FeatureCache.in(kept), 2));
        }
        assertEquals(2, heard.problems.size(), heard.problems::toString); // a damaged row is no problem
        for (String trouble : heard.problems) {
            assertTrue(trouble.startsWith("features are computed again; " + pack + ": must "), trouble);
        }
    }

    @Test
    void read_leftoversOfAKilledProcess_areRemovedWhenTheyAreOld() throws IOException {
        read(FeatureCache.in(kept), 2);
        Path fresh = Files.createFile(kept.resolve(".a.features.1.tmp"));
        Path old = Files.createFile(kept.resolve(".b.features.2.tmp"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        read(FeatureCache.in(kept), 2);

        assertTrue(Files.exists(fresh), "another process may be writing it");
        assertFalse(Files.exists(old));
    }

    @Test
    void read_folderThatCannotBeWritten_holdsRowsInMemoryAndSaysSo() throws IOException {
        Files.writeString(kept, "a file is in the way");

        assertTrueToItsFiles(read(FeatureCache.in(kept), 2));

        assertEquals(1, heard.problems.size(), heard.problems::toString);
        assertTrue(heard.problems
                .get(0)
                .startsWith("keeping spectrograms in memory, as they cannot be cached in " + kept));
    }
}
