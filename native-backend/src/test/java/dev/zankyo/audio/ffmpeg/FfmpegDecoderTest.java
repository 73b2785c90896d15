package dev.zankyo.audio.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.audio.Recording;
import dev.zankyo.audio.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files made by the encoders of the same presets, decoded through {@link Recording#read}. */
class FfmpegDecoderTest {
    private static final int RATE = 16_000;
    private static final double FREQUENCY = 440;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "a.flac, -c:a flac, 1, 1e-4",
        "a.ogg, -c:a vorbis -strict -2 -ac 2, 2, 0.05",
        "a.ogg, -c:a flac, 1, 1e-4",
        "a.opus, -c:a opus -strict -2, 1, 0.2",
        "a.mp3, -c:a libmp3lame -b:a 128k, 1, 0.02",
        "stereo.mp3, -c:a libmp3lame -b:a 128k -ac 2, 2, 0.02",
        "a.m4a, -c:a aac, 1, 0.1",
        "a.wav, -c:a adpcm_ms, 1, 0.05",
    })
    void read_fileOfAFormat_givesTheSine(String name, String options, int channels, double tolerance) throws Exception {
        Path file = encoded(name, options);
        List<String> warnings = new ArrayList<>();
        Recording recording = Recording.read(file, warnings::add);
        assertEquals(List.of(), warnings);
        assertEquals(channels, recording.channels());
        assertEquals(1, recording.seconds(), 0.11, "coders pad to whole blocks");
        float[] samples = recording.resampled(RATE).samples();
        double level = name.endsWith("mp3") ? 0.475 : 0.5; // LAME lowers the level a little
        double expected = channels == 1
                ? level
                : level / Math.sqrt(2); // the ffmpeg program preserves power when it adds channels
        assertEquals(expected, amplitude(samples, 4000, 12_000), expected * tolerance, "the sine");
        assertEquals(expected / Math.sqrt(2), rootMeanSquare(samples, 4000, 12_000), expected * tolerance, "all of it");
    }

    @Test
    void read_damagedMiddle_isServedWithAWarningOrRefused() throws Exception {
        Path file = encoded("a.flac", "-c:a flac");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 2000, (byte) 0x55);
        Files.write(file, bytes);
        List<String> warnings = new ArrayList<>();
        Recording recording = Recording.read(file, warnings::add);
        assertTrue(recording.seconds() < 1 && recording.seconds() > 0.5, "seconds " + recording.seconds());
        assertTrue(warnings.getFirst().startsWith("damaged; "), warnings.toString());
    }

    @Test
    void read_magicAndNothingElse_isRefusedInOneLine() throws IOException {
        for (String magic : List.of("fLaC", "OggS", "ID3")) {
            Path file = Files.writeString(folder.resolve("bad.sound"), magic + "\0\0\0garbage garbage garbage");
            String message = assertThrows(InputException.class, () -> Recording.read(file))
                    .getMessage();
            assertTrue(message.startsWith(file + ": ") && message.lines().count() == 1, message);
        }
    }

    /** A playlist with the file name of a recording must not make the library open the files that it names. */
    @Test
    void read_playlistNamedMp3_isRefused() throws Exception {
        Path flac = encoded("a.flac", "-c:a flac");
        Path list =
                Files.writeString(folder.resolve("list.mp3"), "#EXTM3U\n#EXTINF:1,\n" + flac + "\n#EXT-X-ENDLIST\n");
        assertThrows(InputException.class, () -> Recording.read(list));
    }

    @Test
    void read_manyAtOnce_givesTheSameSamples() throws Exception {
        Path file = encoded("a.mp3", "-c:a libmp3lame");
        float[] once = Recording.read(file).samples();
        assertTrue(Stream.generate(() -> file)
                .limit(200)
                .parallel()
                .allMatch(one -> Arrays.equals(once, Recording.read(one).samples())));
    }

    private Path encoded(String name, String options) throws IOException, InterruptedException {
        assertEquals(Optional.empty(), new FfmpegDecoder().obstacle()); // before any other code has loaded the library
        Loader.load(avdevice.class); // unpacks the libraries that the program needs, beside it
        double[] sine = new double[RATE];
        Arrays.setAll(sine, n -> 0.5 * Math.sin(2 * Math.PI * FREQUENCY * n / RATE));
        Path wav = folder.resolve("source.wav");
        WavFile.write(sine, RATE, wav);
        Path file = folder.resolve(name);
        List<String> command =
                new ArrayList<>(List.of(Loader.load(ffmpeg.class), "-y", "-loglevel", "error", "-i", wav.toString()));
        command.addAll(List.of(options.split(" ")));
        command.add(file.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("LD_LIBRARY_PATH", Path.of(command.getFirst()).getParent().toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
        return file;
    }

    private static double amplitude(float[] samples, int from, int to) {
        double cosine = 0;
        double sine = 0;
        for (int n = from; n < to; n++) {
            cosine += samples[n] * Math.cos(2 * Math.PI * FREQUENCY * n / RATE);
            sine += samples[n] * Math.sin(2 * Math.PI * FREQUENCY * n / RATE);
        }
        return 2 * Math.hypot(cosine, sine) / (to - from);
    }

    private static double rootMeanSquare(float[] samples, int from, int to) {
        double sum = 0;
        for (int n = from; n < to; n++) {
            sum += samples[n] * (double) samples[n];
        }
        return Math.sqrt(sum / (to - from));
    }
}
