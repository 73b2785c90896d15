package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SampleReaderTest {
    private static AudioFormat format(String encoding, int channels, int frameSize, boolean bigEndian) {
        return new AudioFormat(new Encoding(encoding), 8000, 16, channels, frameSize, 8000, bigEndian);
    }

    /** Checks values that format providers may report; -1 means "not known". */
    @ParameterizedTest
    @CsvSource({
        "PCM_SIGNED,   2,  4, true",
        "PCM_SIGNED,   1,  4, true",
        "PCM_SIGNED,   1,  5, false",
        "PCM_SIGNED,   2,  5, false",
        "PCM_SIGNED,  -1,  4, false",
        "PCM_SIGNED,   0,  4, false",
        "PCM_SIGNED,   2, -1, false",
        "PCM_SIGNED,   2,  0, false",
        "PCM_SIGNED,   4,  2, false",
        "PCM_UNSIGNED, 1,  2, true",
        "PCM_FLOAT,    1,  4, true",
        "PCM_FLOAT,    1,  8, true",
        "PCM_FLOAT,    1,  2, false",
        "ULAW,         1,  1, true",
        "ULAW,         1,  2, false",
        "ALAW,         2,  2, true",
        "ALAW,         1,  2, false",
        "MPEG1L3,      1,  1, false"
    })
    void reads_aFormat_ifItsNumbersAreKnown(String encoding, int channels, int frameSize, boolean expected) {
        assertEquals(
                expected,
                SampleFormat.of(format(encoding, channels, frameSize, false)).isPresent());
    }

    @Test
    void read_unsignedNumbers_haveTheirZeroInTheMiddle() {
        float[] samples = new float[3];
        byte[] little = {0, 0, 0, (byte) 0x80, 0, (byte) 0xc0};
        new SampleReader(SampleFormat.of(format("PCM_UNSIGNED", 1, 2, false)).orElseThrow()).read(little, samples, 3);
        assertArrayEquals(new float[] {-1, 0, 0.5f}, samples);
        byte[] big = {0, 0, (byte) 0x80, 0, (byte) 0xc0, 0};
        new SampleReader(SampleFormat.of(format("PCM_UNSIGNED", 1, 2, true)).orElseThrow()).read(big, samples, 3);
        assertArrayEquals(new float[] {-1, 0, 0.5f}, samples);
    }
}
