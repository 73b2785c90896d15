package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the choice of decoder, and of decoders that fail or report wrong data. */
final class AudioFileTest {
    @TempDir
    private Path folder;

    private Path flac;

    /** The behavior of a decoder for one file. */
    private interface Decoding {
        void to(AudioDecoder.SampleSink sink) throws IOException;
    }

    private record Plugin(String name, Optional<String> obstacle, Decoding decoding) implements AudioDecoder {
        @Override
        public void decode(Path file, SampleSink sink) throws IOException {
            decoding.to(sink);
        }
    }

    private static Plugin working(Decoding decoding) {
        return new Plugin("working", Optional.empty(), decoding);
    }

    private static Plugin hindered(String name, String obstacle) {
        return new Plugin(name, Optional.of(obstacle), sink -> {
            throw new AssertionError("must not be asked");
        });
    }

    @BeforeEach
    void makeFile() throws IOException {
        flac = Files.write(folder.resolve("a.flac"), "fLaC and so on".getBytes(StandardCharsets.US_ASCII));
    }

    private static Recording read(Path file, AudioDecoder... plugins) {
        return AudioFile.read(file, file.toString(), () -> List.of(plugins), warning -> {});
    }

    private String refusal(AudioDecoder... plugins) {
        String message =
                assertThrows(InputException.class, () -> read(flac, plugins)).getMessage();
        assertTrue(message.startsWith(flac + ": "), message);
        return message.substring(flac.toString().length() + 2);
    }

    @Test
    void read_aFormatOfAPlugin_isDecodedByTheFirstThatCan() {
        Recording recording = read(
                flac,
                hindered("first", "its library is missing"),
                working(sink -> {
                    sink.begin(44_100, 2);
                    sink.write(new float[] {0.25f, 0.75f, -1, 1}, 2);
                    sink.write(new float[] {0.5f, 0.5f}, 1);
                }),
                hindered("last", "never asked"));
        assertEquals(44_100, recording.sampleRate());
        assertEquals(2, recording.channels());
        assertArrayEquals(new float[] {0.5f, 0, 0.5f}, recording.samples());
    }

    @Test
    void read_aFormatOfTheJdk_asksNoPlugin() throws IOException {
        Path wav = Files.write(
                folder.resolve("a.wav"), SoundBytes.wav(SoundBytes.PCM, 1, 8000, 16, new byte[] {0, 64, 0, -64}));
        Recording recording = AudioFile.read(
                wav,
                "a.wav",
                () -> {
                    throw new AssertionError("must not be asked");
                },
                warning -> {});
        assertArrayEquals(new float[] {0.5f, -0.5f}, recording.samples());
    }

    @Test
    void read_anEncodingTheJdkDoesNotKnow_isDecodedByAPlugin() throws IOException {
        Path adpcm = Files.write(folder.resolve("a.wav"), SoundBytes.wav(2, 1, 8000, 4, new byte[100]));
        Recording recording = read(adpcm, working(sink -> {
            sink.begin(8000, 1);
            sink.write(new float[] {0.125f}, 1);
        }));
        assertArrayEquals(new float[] {0.125f}, recording.samples());
    }

    @Test
    void read_pluginsThatAreAllHindered_areNamedWithTheirReasons() {
        assertEquals(
                "FLAC files need a decoder; got one: no library; two: not on this platform",
                refusal(hindered("one", "no library"), hindered("two", "not on this platform")));
    }

    @Test
    void read_aPluginThatFails_isRefusedWithItsReason() {
        assertEquals("could not be read; frame 7 is damaged", refusal(working(sink -> {
            throw new IOException("frame 7 is damaged");
        })));
    }

    @Test
    void read_aPluginThatDecodesNonsense_isRefused() {
        assertEquals("must have samples; got none", refusal(working(sink -> sink.begin(8000, 1))));
        assertEquals("channels must be in 1..1024; got 0", refusal(working(sink -> sink.begin(8000, 0))));
        assertEquals("sample rate must be in 1000..1000000 Hz; got 999", refusal(working(sink -> sink.begin(999, 1))));
    }

    @Test
    void read_aPluginsWarning_isPassedOn() {
        List<String> warnings = new ArrayList<>();
        AudioDecoder decoder = working(sink -> {
            sink.begin(8000, 1);
            sink.write(new float[] {1}, 1);
            sink.warn("truncated; one frame");
        });
        AudioFile.read(flac, "a.flac", () -> List.of(decoder), Remarks.to(warnings::add));
        assertEquals(List.of("truncated; one frame"), warnings);
    }
}
