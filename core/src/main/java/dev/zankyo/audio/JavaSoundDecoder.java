package dev.zankyo.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * A decoder that uses {@code javax.sound}: the JDK reads WAV, AIFF and AU; service providers on the class path add
 * formats.
 */
final class JavaSoundDecoder implements AudioDecoder {
    private static final int FRAMES = 4096;
    private static final Set<Encoding> NUMBERS =
            Set.of(Encoding.PCM_SIGNED, Encoding.PCM_UNSIGNED, Encoding.PCM_FLOAT, Encoding.ULAW, Encoding.ALAW);

    /** The length in the header of a file whose writer did not know the length in advance. */
    private static final long UNKNOWN_BYTES = 0xffffffffL;

    /** An exception for a format that no provider knows. */
    static final class UnknownFormatException extends IOException {
        private static final long serialVersionUID = 1L;

        UnknownFormatException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    @Override
    public String name() {
        return "javax.sound";
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }

    @Override
    public void decode(Path file, SampleSink sink) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                AudioInputStream opened = opened(in);
                AudioInputStream audio = uncompressed(opened)) {
            copy(audio, sink);
        }
    }

    /** Opens the stream. Inconsistent headers make providers throw various runtime exceptions. */
    private static AudioInputStream opened(InputStream in) throws IOException {
        try {
            return AudioSystem.getAudioInputStream(in);
        } catch (UnsupportedAudioFileException e) {
            throw new UnknownFormatException("the JDK knows no such encoding", e);
        } catch (RuntimeException e) {
            throw new IOException("damaged header", e);
        }
    }

    /** Returns the stream as PCM; a service provider decodes compressed formats. */
    private static AudioInputStream uncompressed(AudioInputStream in) throws IOException {
        AudioFormat from = in.getFormat();
        if (SampleFormat.of(from).isPresent()) {
            return in;
        }
        if (NUMBERS.contains(from.getEncoding())) {
            throw new UnknownFormatException(
                    "the JDK knows no numbers of " + from.getFrameSize() + " bytes a frame", null);
        }
        int channels = from.getChannels();
        AudioFormat to = new AudioFormat(
                Encoding.PCM_SIGNED, from.getSampleRate(), 16, channels, 2 * channels, from.getSampleRate(), false);
        try {
            return AudioSystem.getAudioInputStream(to, in);
        } catch (IllegalArgumentException e) {
            throw new UnknownFormatException("the JDK knows no encoding " + from.getEncoding(), e);
        }
    }

    private static void copy(AudioInputStream audio, SampleSink sink) throws IOException {
        SampleFormat format = SampleFormat.of(audio.getFormat()).orElseThrow();
        sink.begin(format.sampleRate(), format.channels());
        int frameSize = format.frameBytes();
        SampleReader reader = new SampleReader(format);
        byte[] bytes = new byte[FRAMES * frameSize];
        float[] samples = new float[FRAMES * format.channels()];
        long frames = 0;
        for (int n = audio.read(bytes); n > 0; n = audio.read(bytes)) {
            int read = n / frameSize;
            reader.read(bytes, samples, read);
            sink.write(samples, read);
            frames += read;
        }
        long promised = audio.getFrameLength();
        if (frames < promised && (promised + 1) * frameSize <= UNKNOWN_BYTES) {
            sink.warn(String.format(
                    Locale.ROOT, "truncated; the header promises %d frames, there are %d", promised, frames));
        }
    }
}
