package dev.zankyo.audio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A decoder for sound files that Zankyo itself cannot read. Implementations have a public constructor without
 * arguments, are named in {@code META-INF/services/dev.zankyo.audio.AudioDecoder}, and are safe for several threads.
 */
public interface AudioDecoder {

    /** Returns a short name, such as {@code ffmpeg}. */
    String name();

    /**
     * Returns the reason why this decoder does not work on this machine, such as a missing library; empty if it works.
     * Never throws.
     */
    Optional<String> obstacle();

    /**
     * Decodes the first sound track of a file. The file may have any format, also one that this decoder does not know.
     *
     * @throws IOException if the file is damaged or its format is unknown; the message is the reason, without the path
     */
    void decode(Path file, SampleSink sink) throws IOException;

    /** A receiver of decoded samples. The decoder does not catch its exceptions. */
    interface SampleSink extends Remarks {

        /** Receives the format; called once, before any samples. */
        void begin(int sampleRate, int channels);

        /**
         * Receives interleaved samples, where full scale is -1 .. 1. The decoder may reuse the array after the call.
         *
         * @param interleaved (frames, channels)
         * @param frames number of frames, each with one sample per channel
         */
        void write(float[] interleaved, int frames);
    }
}
