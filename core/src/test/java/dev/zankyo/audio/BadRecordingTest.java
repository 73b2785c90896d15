package dev.zankyo.audio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.zankyo.InputException;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of invalid and damaged recordings: each is refused in one line, or read as far as possible. */
class BadRecordingTest {
    private static final byte[] NOISE = SoundBytes.samples(500, 2, n -> (n * 7919 % 2000) - 1000);

    /** A file with the expected refusal after its path, or the beginning of the expected warning. */
    private record Bad(byte[] bytes, String refusal, String warning) {}

    private static final Map<String, Bad> FILES = new LinkedHashMap<>();

    private static void refused(String name, byte[] bytes, String line) {
        FILES.put(name, new Bad(bytes, line, null));
    }

    private static void served(String name, byte[] bytes, String warning) {
        FILES.put(name, new Bad(bytes, null, warning));
    }

    private static byte[] pcm(int channels, int rate, int bits, long claimed, byte[] data) {
        return SoundBytes.wav(SoundBytes.PCM, channels, rate, bits, claimed, data);
    }

    static {
        String unknown = "must be a sound file; expected WAV, AIFF, AU, or a format that a decoder knows, got bytes ";
        String damaged = "the WAV header is damaged; ";
        refused("empty.wav", new byte[0], "must be a sound file; got an empty one");
        refused("one byte.wav", new byte[1], "must be a sound file; got zeros only");
        refused("text.wav", "this is a text file".getBytes(UTF_8), unknown + "74 68 69 73");
        refused(
                "page.wav",
                "<html><body>404 not found</body></html>".getBytes(UTF_8),
                "must be a sound file; got a web page (HTML) (download the file itself");
        refused("zeros.wav", new byte[5000], "must be a sound file; got zeros only (copy or download it again");
        refused("picture.wav", "\u0089PNG\r\n\u001a\n0000".getBytes(ISO_8859_1), "must be a sound file; got a picture");
        refused(
                "archive.wav",
                "PK\3\4 and so on".getBytes(UTF_8),
                "must be a sound file; got a zip archive (unpack it)");
        refused("midi.wav", "MThd\0\0\0\6\0\0\0\1\0\140".getBytes(UTF_8), "must be a sound file; got a MIDI file");
        refused("film.wav", "RIFF\20\0\0\0AVI LIST".getBytes(UTF_8), unknown + "52 49 46 46");
        refused("only RIFF.wav", "RIFF".getBytes(UTF_8), unknown);
        refused(
                "only WAVE.wav",
                SoundBytes.riff(),
                damaged + "must have a chunk fmt before the end of the file; got none");
        refused(
                "no data.wav",
                Arrays.copyOf(pcm(1, 8000, 16, 0, new byte[0]), 36),
                damaged + "must have a chunk data; got none");
        refused(
                "no fmt.wav",
                SoundBytes.riff(SoundBytes.chunk("data", NOISE)),
                damaged + "must have a chunk fmt before the end of the file; got none");
        refused(
                "half a fmt.wav",
                Arrays.copyOf(pcm(1, 8000, 16, 9, NOISE), 25),
                damaged + "the file ends within its header");
        refused("no samples.wav", pcm(1, 8000, 16, 0, new byte[0]), "must have samples; got none");
        refused("data promised.wav", pcm(1, 8000, 16, 4_000_000, new byte[0]), "must have samples; got none");
        refused("half a sample.wav", pcm(1, 8000, 16, 1, new byte[1]), "must have samples; got none");
        refused("half a frame.wav", pcm(2, 8000, 16, 3, new byte[3]), "must have samples; got none");
        refused(
                "0 channels.wav",
                pcm(0, 8000, 16, NOISE.length, NOISE),
                damaged + "channels must be at least 1; got 0");
        refused(
                "65535 channels.wav",
                pcm(65_535, 8000, 16, NOISE.length, NOISE),
                damaged + "a frame must hold a sample of every channel; expected at least 131070 bytes, got 65534");
        refused("2000 channels.wav", pcm(2000, 8000, 16, NOISE.length, NOISE), "channels must be in 1..1024; got 2000");
        refused("0 Hz.wav", pcm(1, 0, 16, NOISE.length, NOISE), "sample rate must be in 1000..1000000 Hz; got 0");
        refused("1 Hz.wav", pcm(1, 1, 16, NOISE.length, NOISE), "sample rate must be in 1000..1000000 Hz; got 1");
        refused(
                "-8000 Hz.wav",
                pcm(1, -8000, 16, NOISE.length, NOISE),
                "sample rate must be in 1000..1000000 Hz; got -8000");
        refused(
                "2 GHz.wav",
                pcm(1, 2_000_000_000, 16, NOISE.length, NOISE),
                "sample rate must be in 1000..1000000 Hz; got 2000000000");
        refused(
                "0 bits.wav",
                pcm(1, 8000, 0, NOISE.length, NOISE),
                damaged + "samples must be whole numbers of 1 to 32 bits");
        refused(
                "65535 bits.wav",
                pcm(1, 8000, 65_535, NOISE.length, NOISE),
                damaged + "samples must be whole numbers of 1 to 32 bits");
        refused(
                "48 bits.wav",
                pcm(1, 8000, 48, NOISE.length, NOISE),
                damaged + "samples must be whole numbers of 1 to 32 bits");
        refused(
                "float of 16 bits.wav",
                SoundBytes.wav(SoundBytes.FLOAT, 1, 8000, 16, NOISE),
                damaged + "samples must be whole numbers of 1 to 32 bits");
        refused(
                "no such encoding.wav",
                SoundBytes.wav(0x7777, 1, 8000, 16, NOISE),
                "WAV files with an encoding without a name (tag 30583) need a decoder; got none on the class path");
        refused(
                "ADPCM.wav",
                SoundBytes.wav(2, 1, 8000, 4, NOISE),
                "WAV files with Microsoft ADPCM (tag 2) need a decoder; got none on the class path (convert it to 16-bit PCM WAV, or");
        refused(
                "MP3 inside.wav",
                SoundBytes.wav(0x55, 1, 8000, 16, NOISE),
                "WAV files with MP3 (tag 85) need a decoder");
        refused("NaN.wav", floats(Float.NaN), "samples must be finite; got NaN in frame 70");
        refused("infinite.wav", floats(Float.NEGATIVE_INFINITY), "samples must be finite; got -Infinity in frame 70");
        refused("huge doubles.wav", doubles(1e300), "samples must be finite; got Infinity in frame 70");
        refused(
                "endless fmt.wav",
                SoundBytes.riff(SoundBytes.chunk("fmt ", 0x7fffffffL, new byte[16])),
                "WAV files with an encoding without a name (tag 0) need a decoder");
        refused(
                "endless list.wav",
                SoundBytes.riff(SoundBytes.chunk("LIST", 0x7ffffff0L, new byte[100])),
                damaged + "must have a chunk fmt");
        refused(
                "negative list.wav",
                SoundBytes.riff(SoundBytes.chunk("LIST", 0xfffffff0L, new byte[100])),
                damaged + "must have a chunk fmt");
        refused(
                "only FORM.aiff",
                "FORM\0\0\0\20AIFF".getBytes(UTF_8),
                "the AIFF header is damaged; must have a chunk COMM");
        refused(
                "AIFF of 0 channels.aiff",
                aiff(0, 10, 16),
                "the AIFF header is damaged; channels must be at least 1; got 0");
        refused(
                "AIFF without sound.aiff",
                Arrays.copyOf(aiff(1, 10, 16), 38),
                "the AIFF header is damaged; must have a chunk SSND");
        refused("AIFF of 0 bits.aiff", aiff(1, 10, 0), "the AIFF header is damaged; samples must be whole numbers");
        refused("FORM of a picture.aiff", "FORM\0\0\0\20ILBMBMHD".getBytes(UTF_8), unknown + "46 4f 52 4d");
        refused(
                "AIFC of an encoding with control characters.aifc",
                aifc("a\n\u001b["),
                "AIFF files with an encoding without a name (type a\\u000a\\u001b[) need a decoder");
        refused("only .snd.au", ".snd".getBytes(UTF_8), "the AU header is damaged; the file ends within its header");
        refused(
                "AU of 0 channels.au",
                au(24, 3, 8000, 0),
                "the AU header is damaged; channels must be at least 1; got 0");
        refused("AU of 0 Hz.au", au(24, 3, 0, 1), "sample rate must be in 1000..1000000 Hz; got 0");
        refused(
                "AU of another encoding.au",
                au(24, 99, 8000, 1),
                "AU files with an encoding without a name (number 99) need a decoder");
        refused("AU, header beyond the end.au", au(1_000_000, 3, 8000, 1), "must have samples; got none");
        refused(
                "without a decoder.flac",
                "fLaC\0\0\0\42 and so on".getBytes(UTF_8),
                "FLAC files need a decoder; got none on the class path");
        refused(
                "without a decoder.ogg",
                "OggS\0\2 and so on....".getBytes(UTF_8),
                "Ogg files need a decoder; got none on the class path");
        refused(
                "without a decoder.mp3",
                "ID3\3\0\0\0\0\0\0 and so on".getBytes(UTF_8),
                "MP3 files need a decoder; got none on the class path");
        refused(
                "text.mp3",
                "this is a text file".getBytes(UTF_8),
                "MP3 files need a decoder; got none on the class path");

        refused("RF64.wav", "RF64\377\377\377\377WAVEds64".getBytes(ISO_8859_1), damaged + "must have a chunk fmt");
        refused("WavPack.wv", "wvpk and so on".getBytes(UTF_8), "WavPack files need a decoder");
        refused("Matroska.mka", "\32\105\337\243 and so on".getBytes(ISO_8859_1), "Matroska files need a decoder");
        refused("Core Audio.caf", "caff\0\1\0\0".getBytes(UTF_8), "Core Audio files need a decoder");
        refused("telephone.amr", "#!AMR\n".getBytes(UTF_8), "AMR files need a decoder");
        refused("MPEG-4.m4a", "\0\0\0\40ftypM4A ".getBytes(UTF_8), "MPEG-4 files need a decoder");
        refused("a stream of MPEG.wav", bytes(0xff, 0xfb, 0x90, 0x00), "MP3 files need a decoder");
        refused("three bytes of MPEG.wav", bytes(0xff, 0xfb, 0x90), unknown + "ff fb 90");
        refused("MPEG of no such version.wav", bytes(0xff, 0xeb, 0x90, 0x00), unknown + "ff eb 90 00");
        refused("MPEG of no such layer.wav", bytes(0xff, 0xf9, 0x90, 0x00), unknown + "ff f9 90 00");
        refused("MPEG of no such bit rate.wav", bytes(0xff, 0xfb, 0xf0, 0x00), unknown + "ff fb f0 00");
        refused("MPEG of no such sample rate.wav", bytes(0xff, 0xfb, 0x9c, 0x00), unknown + "ff fb 9c 00");
        refused("ten bits.wav", bytes(0xff, 0xdb, 0x90, 0x00), unknown + "ff db 90 00");
        refused("RIFX of pictures.wav", "RIFX\0\0\0\20AVI LIST".getBytes(UTF_8), unknown + "52 49 46 58");
        refused(
                "AIFC without sound.aifc",
                "FORM\0\0\0\20AIFCFVER".getBytes(UTF_8),
                "the AIFF header is damaged; must have a chunk COMM");

        served("4 GB promised.wav", pcm(1, 8000, 16, 0xfffffff0L, NOISE), "note: the header does not know the length");
        served("2 GB promised.wav", pcm(1, 8000, 16, 0x7fffffffL, NOISE), "note: the header does not know");
        served("length unknown.wav", pcm(1, 8000, 16, 0xffffffffL, NOISE), "note: the header does not know");
        served("half a frame at the end.wav", pcm(2, 8000, 16, NOISE.length - 1, NOISE), "");
        served("one sample.wav", pcm(1, 8000, 16, 2, Arrays.copyOf(NOISE, 2)), "");
        served("1000 channels.wav", pcm(500, 8000, 16, NOISE.length, NOISE), "");
        served("loud floats.wav", floats(1e30f), "");
        served("silence.wav", pcm(1, 8000, 16, 4000, new byte[4000]), "");
        served("AIFF, many frames promised.aiff", aiff(1, 2_000_000_000, 16), "");
        served("AU, length unknown.au", au(24, 3, 8000, 1), "note: the header does not know");
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] floats(float odd) {
        return SoundBytes.wav(SoundBytes.FLOAT, 1, 8000, 32, SoundBytes.samples(100, 4, n -> n == 70 ? odd : 0.1f));
    }

    private static byte[] doubles(double odd) {
        return SoundBytes.wav(SoundBytes.FLOAT, 1, 8000, 64, SoundBytes.samples(100, 8, n -> n == 70 ? odd : 0.1));
    }

    /** Returns an AIFF file, which is big-endian; its sample rate is an 80-bit number. */
    private static byte[] aiff(int channels, int frames, int bits) {
        var buffer = ByteBuffer.allocate(12 + 26 + 16 + NOISE.length);
        buffer.put("FORM".getBytes(UTF_8))
                .putInt(buffer.capacity() - 8)
                .put("AIFFCOMM".getBytes(UTF_8))
                .putInt(18);
        buffer.putShort((short) channels).putInt(frames).putShort((short) bits);
        buffer.putShort((short) 0x400b).putLong(0xfa00_0000_0000_0000L); // 8000 Hz
        buffer.put("SSND".getBytes(UTF_8)).putInt(8 + NOISE.length).putLong(0).put(NOISE);
        return buffer.array();
    }

    /** Returns an AIFF-C file with an encoding of four letters. */
    private static byte[] aifc(String encoding) {
        byte[] file = SoundFiles.named("AIFC raw  PCM8 1");
        System.arraycopy(encoding.getBytes(ISO_8859_1), 0, file, 12 + 8 + 18, 4);
        return file;
    }

    private static byte[] au(int header, int encoding, int rate, int channels) {
        var buffer = ByteBuffer.allocate(24 + NOISE.length);
        buffer.put(".snd".getBytes(UTF_8))
                .putInt(header)
                .putInt(-1)
                .putInt(encoding)
                .putInt(rate)
                .putInt(channels);
        return buffer.put(NOISE).array();
    }

    static Stream<String> refusedFiles() {
        return FILES.keySet().stream().filter(name -> FILES.get(name).refusal() != null);
    }

    static Stream<String> servedFiles() {
        return FILES.keySet().stream().filter(name -> FILES.get(name).refusal() == null);
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("refusedFiles")
    @Survives(promise = Promise.INPUT, what = "bad recordings: refused in one line each")
    void read_badFile_isRefusedInOneLine(String name) throws IOException {
        Path file = write(name);
        String message =
                assertThrows(InputException.class, () -> Recording.read(file)).getMessage();
        assertTrue(message.startsWith(file + ": " + FILES.get(name).refusal()), message);
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.length() < file.toString().length() + 400, message);
    }

    @ParameterizedTest
    @MethodSource("servedFiles")
    @Survives(promise = Promise.INPUT, what = "unusual recordings: used as far as possible")
    void read_oddFile_isServed(String name) throws IOException {
        List<String> warnings = new ArrayList<>();
        Recording recording = Recording.read(write(name), new Remarks() {
            @Override
            public void warn(String warning) {
                warnings.add(warning);
            }

            @Override
            public void note(String note) {
                warnings.add("note: " + note);
            }
        });
        assertEquals(FILES.get(name).warning().isEmpty() ? 0 : 1, warnings.size(), warnings.toString());
        assertTrue(String.join("", warnings).startsWith(FILES.get(name).warning()), warnings.toString());
        assertTrue(
                recording.samples().length <= FILES.get(name).bytes().length, "no more samples than there are bytes");
        float[] values = new LogMel(LogMelSpec.DEFAULT).apply(recording);
        for (float value : values) {
            assertTrue(Float.isFinite(value), "values must be finite");
        }
    }

    @Test
    void read_aFolderOrTooManySamples_isRefused() {
        assertEquals(
                folder + ": must be a sound file; got a folder",
                assertThrows(InputException.class, () -> Recording.read(folder)).getMessage());
        String message = assertThrows(InputException.class, () -> SampleLimit.require(Integer.MAX_VALUE))
                .getMessage();
        assertTrue(message.matches("too long for memory; expected at most [0-9]+ million samples, .*-Xmx\\)"), message);
    }

    /** Checks that a header of a few bytes causes neither one huge allocation nor many small ones. */
    @Test
    void read_sizesThatLie_allocateLittle() throws IOException {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (String name : FILES.keySet()) {
            Path file = write(name);
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                Recording.read(file);
            } catch (InputException e) {
                assertDoesNotThrow(e::getMessage);
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < 20_000_000, name + ": " + allocated + " bytes");
        }
    }

    private Path write(String name) throws IOException {
        return Files.write(folder.resolve(name), FILES.get(name).bytes());
    }
}
