package dev.zankyo.audio.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.DecodedSound;
import dev.zankyo.audio.Recording;
import dev.zankyo.audio.SoundFiles;
import dev.zankyo.audio.SoundFiles.Sound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A comparison of Zankyo's reader of WAV, AIFF and AU with FFmpeg's, bit for bit. Files that FFmpeg refuses or misreads
 * are compared only with the samples that were written.
 */
class SameAsFfmpegTest {
    /** The files that FFmpeg does not read as they were written. */
    private static final Pattern UNLIKE_FFMPEG = Pattern.compile(String.join(
            "|",
            List.of(
                    // Big-endian WAV: read as little-endian; refused if the chunk fmt is longer than 16 bytes.
                    "RIFX, .*",
                    "RIFX (PCM(16|32|12|20|24)|FLOAT).*",
                    "RIFX .* extensible",
                    // Values that leave a byte of their slot empty: read with that byte, or as if packed.
                    ".*PCM2[04]_IN_4.*",
                    // Valid bits that are not the bits of the slot: taken for the size of a value.
                    "RIFF extensible (PCM(16|24|32)|FLOAT32) .*, valid bits 1, .*",
                    "RIFF extensible FLOAT32 .*, valid bits 28, .*",
                    // Little-endian AU and rare encodings of AIFF-C: refused, or read as 16 bits.
                    "AU dns\\. .*",
                    "AIFC (sowt PCM24|42ni|23ni) .*",
                    // Odd chunks whose pad byte was forgotten: refused.
                    ".* without a pad byte",
                    // Lengths that are not known: refused, or read as empty.
                    "(RF64|BW64), (ds64 of length (0|f{16})|.*, ds64 0)",
                    "AIFF, SSND of length 0.*",
                    "AU, length (0|80000000|ffffffdb)")));

    static Stream<Sound> filesThatFfmpegReads() {
        return SoundFiles.all().stream().filter(sound -> !isUnlikeFfmpeg(sound));
    }

    static Stream<Sound> filesThatFfmpegDoesNotRead() {
        return SoundFiles.all().stream().filter(SameAsFfmpegTest::isUnlikeFfmpeg);
    }

    private static boolean isUnlikeFfmpeg(Sound sound) {
        return UNLIKE_FFMPEG.matcher(sound.name()).matches();
    }

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("filesThatFfmpegReads")
    void read_aFileThatFfmpegReads_givesTheSameSamples(Sound sound) throws IOException {
        Path file = write(sound);
        DecodedSound theirs = ffmpeg(file);
        Recording ours = Recording.read(file);
        assertEquals(theirs.rate(), ours.sampleRate());
        assertEquals(theirs.channels(), ours.channels());
        assertArrayEquals(theirs.mix(), ours.samples());
        assertArrayEquals(sound.samples(), theirs.samples(), "every channel");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filesThatFfmpegDoesNotRead")
    void read_aFileThatFfmpegDoesNotRead_givesTheSamplesWritten(Sound sound) throws IOException {
        Path file = write(sound);
        assertArrayEquals(sound.mix(), Recording.read(file).samples());
        assertTrue(isMisread(file, sound), "FFmpeg reads it: compare with FFmpeg");
    }

    @Test
    void files_thatAreCompared_areMostOfThem() {
        assertTrue(filesThatFfmpegReads().count() > 380);
    }

    private Path write(Sound sound) throws IOException {
        return Files.write(folder.resolve("sound"), sound.bytes());
    }

    private static boolean isMisread(Path file, Sound sound) {
        try {
            DecodedSound theirs = ffmpeg(file);
            return theirs.rate() != sound.rate() || !Arrays.equals(theirs.samples(), sound.samples());
        } catch (IOException e) {
            return true;
        }
    }

    private static DecodedSound ffmpeg(Path file) throws IOException {
        FfmpegDecoder decoder = new FfmpegDecoder();
        assertEquals(Optional.empty(), decoder.obstacle());
        DecodedSound decoded = new DecodedSound();
        decoder.decode(file, decoded);
        return decoded;
    }
}
