package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.SoundFiles.Remark;
import dev.zankyo.audio.SoundFiles.Sound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of every container, encoding and oddity of {@link SoundFiles}. */
class ContainersTest {
    static Stream<Sound> files() {
        return SoundFiles.all().stream();
    }

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void read_everyKind_givesItsSamplesBitForBit(Sound sound) throws IOException {
        Path file = Files.write(folder.resolve("sound"), sound.bytes());
        DecodedSound decoded = new DecodedSound();
        Recording recording = Recording.read(file, decoded);
        assertEquals(sound.rate(), recording.sampleRate());
        assertEquals(sound.channels(), recording.channels());
        assertArrayEquals(sound.mix(), recording.samples());
        assertEquals(sound.remark() == Remark.NOTE ? 1 : 0, decoded.notes().size(), decoded.notes()::toString);
        assertEquals(
                sound.remark() == Remark.WARNING ? 1 : 0, decoded.warnings().size(), decoded.warnings()::toString);
        try (FileBytes bytes = new FileBytes(file)) {
            Container.of(bytes.head(16), file).header(bytes).decode(bytes, decoded);
        }
        assertArrayEquals(sound.samples(), decoded.samples(), "channels in their order");
    }

    @Test
    void files_haveEveryRateAndName_once() {
        List<Sound> sounds = SoundFiles.all();
        assertEquals(sounds.size(), sounds.stream().map(Sound::name).distinct().count());
        assertEquals(12, sounds.stream().map(Sound::rate).distinct().count());
        assertTrue(sounds.size() > 500, sounds.size() + " files");
    }
}
