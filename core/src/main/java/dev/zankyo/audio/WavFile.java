package dev.zankyo.audio;

import dev.zankyo.io.AtomicFile;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** A writer of WAV files: mono, 16 bits per sample. */
public final class WavFile {
    private WavFile() {}

    /**
     * Writes a clip atomically: the file is complete or unchanged.
     *
     * @param samples samples within -1 .. 1; others are clipped
     * @param sampleRate samples per second
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void write(double[] samples, int sampleRate, Path file) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double sample : samples) {
            bytes.putShort((short) Math.round(Math.clamp(sample, -1, 1) * Short.MAX_VALUE));
        }
        AudioFormat format = new AudioFormat(sampleRate, 16, 1, true, false);
        AtomicFile.write(file, out -> {
            try (AudioInputStream in =
                    new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, samples.length)) {
                AudioSystem.write(in, AudioFileFormat.Type.WAVE, out);
            }
        });
    }
}
