package dev.zankyo.audio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Decodes sound files that the JDK does not. Implementations have a public constructor without arguments, are named in {@code
 * META-INF/services/dev.zankyo.audio.AudioDecoder}, and may be used by many threads at once.
 */
public interface AudioDecoder {

    /** A short name, such as {@code ffmpeg}. */
    String name();

    /** Why nothing can be decoded here, such as a library that is missing, or empty where it can; never throws. */
    Optional<String> obstacle();

    /**
     * Decodes the first sound track of a file, whatever its format.
     *
     * @throws IOException if the file is damaged or of no format that is known; its message is the reason, without the path
     */
    void decode(Path file, SampleSink sink) throws IOException;

    /** Takes what is decoded, piece by piece. Its exceptions pass through the decoder. */
    interface SampleSink extends Remarks {

        /** Called once, before any samples. */
        void begin(int sampleRate, int channels);

        /**
         * Takes frames of interleaved samples, -1 .. 1 full scale; the array may be used again afterwards.
         *
         * @param frames of {@code channels} samples each
         */
        void write(float[] interleaved, int frames);
    }
}
