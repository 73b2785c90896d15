package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.data.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SoundFolderTest {
    @TempDir
    private Path folder;

    private final List<Finding> findings = new ArrayList<>();

    private void put(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), name);
        }
    }

    private List<String> names() {
        return SoundFolder.open(folder, findings::add).files().stream()
                .map(SoundFile::name)
                .toList();
    }

    @Test
    void open_allKindsOfFiles_findsRecordingsInTheOrderOfTheirNames() throws IOException {
        put(
                "b/2.WAV",
                "b/1.flac",
                "a.mp3",
                "README.md",
                "b/.hidden.wav",
                ".git/x.wav",
                "._a.wav",
                "c.wav.txt",
                "wav",
                "b/flac");

        assertEquals(List.of("a.mp3", "b/1.flac", "b/2.WAV"), names());
        assertEquals(
                List.of(folder + ": 4 other files skipped (2 without extension, 1 .md, 1 .txt)"),
                findings.stream().map(Finding::text).toList());
        assertFalse(findings.get(0).kind().isFault());
    }

    /** Checks that files that need a decoder are not skipped silently if there is no decoder. */
    @Test
    void open_formatsOfDecoders_areRecordings() throws IOException {
        put("1.caf", "1.wv", "1.amr", "1.mp4", "1.3gp", "1.w64", "1.sph", "1.mka");

        assertEquals(8, names().size());
        assertEquals(List.of(), findings);
    }

    @Test
    void open_linkInACircle_isToldAndTheRestServed() throws IOException {
        put("a/1.wav");
        Files.createSymbolicLink(folder.resolve("a/up"), folder);

        assertEquals(List.of("a/1.wav"), names());
        assertEquals(1, findings.size());
        assertEquals(Finding.Kind.UNUSABLE, findings.get(0).kind());
        assertEquals(
                "a/up: could not be opened; a link to a folder that it is in",
                findings.get(0).text());
    }

    @Test
    void open_linkToNothing_isToldIfItIsNamedLikeARecording() throws IOException {
        put("a/1.wav");
        Files.createSymbolicLink(folder.resolve("a/2.wav"), folder.resolve("gone.wav"));
        Files.createSymbolicLink(folder.resolve("a/notes.txt"), folder.resolve("gone.txt"));

        assertEquals(List.of("a/1.wav"), names());
        assertEquals(1, findings.size());
        assertEquals(Finding.Kind.UNUSABLE, findings.get(0).kind());
        assertEquals(
                "a/2.wav: could not be opened; broken link", findings.get(0).text());
    }

    @Test
    void open_nothingToHear_isRefused() throws IOException {
        put("README.md");

        var empty = assertThrows(InputException.class, this::names);
        assertTrue(empty.getMessage().startsWith(folder + ": must hold recordings, such as .wav files; got none"));
        Path file = folder.resolve("README.md");
        var notAFolder = assertThrows(InputException.class, () -> SoundFolder.open(file, findings::add));
        assertEquals(file + ": must be a folder of recordings; got a file", notAFolder.getMessage());
        Path gone = folder.resolve("gone");
        var nothing = assertThrows(InputException.class, () -> SoundFolder.open(gone, findings::add));
        assertEquals(gone + ": must be a folder of recordings; got nothing of that name", nothing.getMessage());
    }

    @Test
    void labelled_someWithoutAClass_areLeftOutWithANote() throws IOException {
        put("1_theo.wav", "2_theo.wav", "noise.wav");
        SoundFolder sounds = SoundFolder.open(folder, findings::add);

        List<SoundFile> files = sounds.labelled(
                LabelRule.pattern(NamePattern.withGroup("labelPattern", "(\\d)_.*")),
                Optional.of(NamePattern.withGroup("groupPattern", "\\d_(.*)[.]wav")),
                findings::add);

        assertEquals(
                List.of(Optional.of("1"), Optional.of("2")),
                files.stream().map(SoundFile::label).toList());
        assertEquals(Optional.of("theo"), files.get(0).group());
        assertEquals(
                List.of(new Finding(
                        Finding.Kind.SKIPPED,
                        folder + ": 1 recording without a class skipped (noise.wav)",
                        List.of("noise.wav"))),
                findings);
    }

    @Test
    void labelled_noneWithAClassOrOneWithoutAGroup_isRefused() throws IOException {
        put("a.wav", "dog/b.wav");
        SoundFolder sounds = SoundFolder.open(folder, findings::add);
        LabelRule nothing = LabelRule.pattern(NamePattern.withGroup("labelPattern", "(x).*"));
        Optional<NamePattern> group = Optional.of(NamePattern.withGroup("groupPattern", "(c).*"));

        var classless =
                assertThrows(InputException.class, () -> sounds.labelled(nothing, Optional.empty(), findings::add));
        assertTrue(classless.getMessage().endsWith("got none for any of 2 recordings (a.wav, dog/b.wav)"));
        var groupless =
                assertThrows(InputException.class, () -> sounds.labelled(LabelRule.folders(), group, findings::add));
        assertEquals(
                folder + ": every recording must belong to a group; expected names like \"(c).*\", got dog/b.wav",
                groupless.getMessage());
    }
}
