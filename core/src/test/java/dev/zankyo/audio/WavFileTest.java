package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavFileTest {
    @Test
    void write_samples_areReadBackAs16Bit(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("clip.wav");
        WavFile.write(new double[] {0, 0.5, -0.5, 1, -1, 1.5, -1.5}, 8000, file);
        try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
            assertEquals(8000, in.getFormat().getSampleRate());
            assertEquals(1, in.getFormat().getChannels());
            assertEquals(16, in.getFormat().getSampleSizeInBits());
            short[] samples = new short[7];
            ByteBuffer.wrap(in.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples);
            assertArrayEquals(new short[] {0, 16384, -16383, 32767, -32767, 32767, -32767}, samples);
        }
    }
}
