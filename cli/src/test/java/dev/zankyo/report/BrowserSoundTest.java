package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserSoundTest {
    @TempDir
    private Path folder;

    private Optional<String> type(byte[] head) throws IOException {
        return BrowserSound.type(Files.write(folder.resolve("sound"), head));
    }

    private static byte[] wav(int tag, int bits, int subformat) {
        ByteBuffer bytes = ByteBuffer.allocate(80).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF____WAVEbext".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(3)
                .put(new byte[4]);
        bytes.put("fmt ".getBytes(StandardCharsets.ISO_8859_1)).putInt(tag == 0xfffe ? 40 : 16);
        bytes.putShort((short) tag)
                .putShort((short) 1)
                .putInt(8000)
                .putInt(16000)
                .putShort((short) 2);
        bytes.putShort((short) bits)
                .putShort((short) 22)
                .putShort((short) bits)
                .putInt(0)
                .putShort((short) subformat);
        return bytes.array();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 8, 0, true", "1, 16, 0, true", "1, 24, 0, true", "1, 32, 0, true", "1, 64, 0, false",
        "3, 32, 0, true", "3, 64, 0, false", "6, 8, 0, true", "7, 8, 0, true", "2, 4, 0, false",
        "65534, 24, 1, true", "65534, 32, 3, true", "65534, 64, 3, false", "65534, 16, 2, false"
    })
    void type_ofAWavFile_isItsOwnIfABrowserDecodesTheSamples(int tag, int bits, int subformat, boolean played)
            throws IOException {
        assertEquals(played ? Optional.of("audio/wav") : Optional.empty(), type(wav(tag, bits, subformat)));
    }

    @ParameterizedTest
    @CsvSource({
        "FORM____AIFF, audio/aiff",
        "fLaC, audio/flac",
        "OggS, audio/ogg",
        "ID3, audio/mpeg",
        "____ftypM4A , audio/mp4",
        "FORM____AIFC, ",
        ".snd, ",
        "RIFX____WAVE, ",
        "text, ",
        "RIFF____WAVEfmt , "
    })
    void type_ofAnotherFile_isThatOfItsFirstBytes(String head, String type) throws IOException {
        assertEquals(Optional.ofNullable(type), type(head.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void type_ofAnMpegFrame_isMpeg() throws IOException {
        assertEquals(Optional.of("audio/mpeg"), type(new byte[] {(byte) 0xff, (byte) 0xfb, 0, 0}));
    }

    @Test
    void type_ofAMissingFile_isNone() {
        assertEquals(Optional.empty(), BrowserSound.type(folder.resolve("none")));
    }
}
