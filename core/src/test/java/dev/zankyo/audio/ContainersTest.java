package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.SoundFiles.Remark;
import dev.zankyo.audio.SoundFiles.Sound;
import java.io.ByteArrayInputStream;
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
        assertSamples(sound, Recording.read(file, decoded), decoded);
        DecodedSound stream = new DecodedSound();
        assertSamples(sound, Recording.read(new ByteArrayInputStream(sound.bytes()), "stream", stream), stream);
        try (FileBytes bytes = new FileBytes(file)) {
            Container.of(bytes.head(16), file).header(bytes).decode(bytes, decoded);
        }
        assertArrayEquals(sound.samples(), decoded.samples(), "channels in their order");
    }

    private static void assertSamples(Sound sound, Recording recording, DecodedSound said) {
        assertEquals(sound.rate(), recording.sampleRate());
        assertEquals(sound.channels(), recording.channels());
        assertArrayEquals(sound.mix(), recording.samples());
        assertEquals(sound.remark() == Remark.NOTE ? 1 : 0, said.notes().size(), said.notes()::toString);
        assertEquals(sound.remark() == Remark.WARNING ? 1 : 0, said.warnings().size(), said.warnings()::toString);
    }

    /** Checks a stream with more samples before its header than the reader keeps: it is copied to a file first. */
    @Test
    void read_aStreamWithMuchDataBeforeFmt_givesItsSamples() {
        byte[] fmt =
                SoundBytes.chunk("fmt ", new byte[] {1, 0, 1, 0, (byte) 0x80, 0x3e, 0, 0, 0, 0x7d, 0, 0, 2, 0, 16, 0});
        byte[] data = SoundBytes.samples(1_000_000, 2, n -> n % 1000);
        byte[] file = SoundBytes.riff(SoundBytes.chunk("data", data), fmt);
        Recording recording = Recording.read(new ByteArrayInputStream(file), "stream", new DecodedSound());
        assertEquals(1_000_000, recording.samples().length);
        assertEquals(999 / 32768f, recording.samples()[999_999]);
    }

    @Test
    void files_haveEveryRateAndName_once() {
        List<Sound> sounds = SoundFiles.all();
        assertEquals(sounds.size(), sounds.stream().map(Sound::name).distinct().count());
        assertEquals(12, sounds.stream().map(Sound::rate).distinct().count());
        assertTrue(sounds.size() > 500, sounds.size() + " files");
    }
}
