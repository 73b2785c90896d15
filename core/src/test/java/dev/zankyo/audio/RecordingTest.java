package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
    private static final int RATE = 8000;
    private static final int FRAMES = 2000;

    @TempDir
    private Path folder;

    private static double sine(int n) {
        return 0.7 * Math.sin(0.05 * n);
    }

    @ParameterizedTest
    @CsvSource({"1, 8, 0.01", "1, 16, 4e-5", "1, 24, 3e-7", "1, 32, 1e-7", "3, 32, 1e-7", "3, 64, 1e-7"})
    void read_wavOfASampleFormat_givesItsSamples(int format, int bits, double tolerance) throws IOException {
        double scale = Math.scalb(1.0, bits - 1) - 1;
        IntFunction<Number> sample = n -> {
            if (format == SoundBytes.FLOAT) {
                return bits == 32 ? (Number) (float) sine(n) : (Number) sine(n);
            }
            return Math.round(sine(n) * scale) + (bits == 8 ? 128 : 0); // 8 bits are unsigned
        };
        byte[] data = SoundBytes.samples(FRAMES, bits / 8, sample);
        assertSine(read("a.wav", SoundBytes.wav(format, 1, RATE, bits, data)), tolerance);
    }

    @Test
    void readBeginning_longFile_givesTheFirstSamplesAndLittleMore() {
        double[] samples = new double[10 * RATE];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = sine(n);
        }
        Path file = folder.resolve("long.wav");
        WavFile.write(samples, RATE, file);

        float[] all = Recording.read(file).samples();
        float[] beginning = Recording.readBeginning(file, 1).samples();

        assertTrue(beginning.length >= RATE && beginning.length < 4 * RATE, () -> "" + beginning.length);
        assertArrayEquals(Arrays.copyOf(all, beginning.length), beginning);
        assertArrayEquals(all, Recording.readBeginning(file, 60).samples());
    }

    /** Checks the codes of silence and of the quietest and loudest sounds in ITU-T G.711. */
    @Test
    void read_g711_givesTheTablesValues() throws IOException {
        byte[] mu = {(byte) 0xff, (byte) 0xfe, (byte) 0x80, 0x00, 0x7e};
        assertEquals(
                List.of(0f, 2 / 8192f, 8031 / 8192f, -8031 / 8192f, -2 / 8192f),
                list(read("mu.wav", SoundBytes.wav(SoundBytes.MU_LAW, 1, RATE, 8, mu))));
        byte[] a = {(byte) 0xd5, 0x55, (byte) 0xaa, 0x2a};
        assertEquals(
                List.of(1 / 4096f, -1 / 4096f, 4032 / 4096f, -4032 / 4096f),
                list(read("a.wav", SoundBytes.wav(SoundBytes.A_LAW, 1, RATE, 8, a))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AIFF", "AU", "WAVE"})
    void read_containersOfTheJdk_giveTheSame(String name) throws IOException {
        AudioFileFormat.Type type =
                switch (name) {
                    case "AIFF" -> AudioFileFormat.Type.AIFF;
                    case "AU" -> AudioFileFormat.Type.AU;
                    default -> AudioFileFormat.Type.WAVE;
                };
        byte[] data = SoundBytes.samples(FRAMES, 2, n -> Math.round(sine(n) * 32767));
        var pcm = new AudioFormat(Encoding.PCM_SIGNED, RATE, 16, 1, 2, RATE, false);
        AudioInputStream in = new AudioInputStream(new ByteArrayInputStream(data), pcm, FRAMES);
        Path file = folder.resolve("a.sound");
        AudioSystem.write(in, type, file.toFile());
        assertSine(Recording.read(file), 4e-5);
    }

    @Test
    void read_manyChannels_givesTheirMean() throws IOException {
        byte[] data = SoundBytes.samples(3 * FRAMES, 2, n -> n % 3 == 0 ? 3000 : n % 3 == 1 ? -1500 : 9000);
        Recording recording = read("a.wav", SoundBytes.wav(SoundBytes.PCM, 3, 44_100, 16, data));
        assertEquals(3, recording.channels());
        assertEquals(44_100, recording.sampleRate());
        assertEquals(FRAMES, recording.samples().length);
        for (float sample : recording.samples()) {
            assertEquals(3500 / 32768f, sample, 1e-7f);
        }
    }

    /** Checks {@code WAVE_FORMAT_EXTENSIBLE}, the format of recorders with 24 bits or many channels. */
    @Test
    void read_extensibleWav_givesItsSamples() throws IOException {
        byte[] data = SoundBytes.samples(2 * FRAMES, 3, n -> Math.round(sine(n / 2) * 8388607));
        byte[] plain = SoundBytes.wav(0xfffe, 2, RATE, 24, data);
        byte[] fmt = new byte[40];
        System.arraycopy(plain, 20, fmt, 0, 16);
        fmt[16] = 22; // bytes that follow
        fmt[18] = 24; // valid bits
        fmt[20] = 3; // front left and right
        byte[] pcm = {1, 0, 0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71};
        System.arraycopy(pcm, 0, fmt, 24, 16);
        byte[] file = SoundBytes.riff(SoundBytes.chunk("fmt ", fmt), SoundBytes.chunk("data", data));
        assertSine(read("a.wav", file), 3e-7);
    }

    @Test
    void read_cutOffFile_givesWhatThereIsAndSaysSo() throws IOException {
        byte[] data = SoundBytes.samples(FRAMES, 2, n -> Math.round(sine(n) * 32767));
        Path file = Files.write(
                folder.resolve("a.wav"), SoundBytes.wav(SoundBytes.PCM, 1, RATE, 16, 4L * data.length, data));
        List<String> warnings = new ArrayList<>();
        assertSine(Recording.read(file, Remarks.to(warnings::add)), 4e-5);
        assertEquals(List.of("truncated; the header promises 8000 frames, there are 2000"), warnings);
    }

    private Recording read(String name, byte[] bytes) throws IOException {
        return Recording.read(Files.write(folder.resolve(name), bytes));
    }

    private static List<Float> list(Recording recording) {
        List<Float> samples = new ArrayList<>();
        for (float sample : recording.samples()) {
            samples.add(sample + 0f); // turns -0 into 0
        }
        return samples;
    }

    private static void assertSine(Recording recording, double tolerance) {
        assertEquals(RATE, recording.sampleRate());
        assertEquals(FRAMES, recording.samples().length);
        for (int n = 0; n < FRAMES; n++) {
            assertEquals(sine(n), recording.samples()[n], tolerance, "sample " + n);
        }
    }
}
