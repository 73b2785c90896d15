package dev.zankyo.audio;

import dev.zankyo.io.FileError;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A sound to decode piece by piece: a file, a stream, or a file that another program is still writing. Immutable; a
 * stream can be decoded once.
 */
public final class SoundSource {
    /** A function that decodes into an output and passes remarks on. */
    interface Decoding {
        void decode(Mixdown.Output output, Remarks remarks);
    }

    private final String name;
    private final boolean live;
    private final Decoding decoding;

    SoundSource(String name, boolean live, Decoding decoding) {
        this.name = name;
        this.live = live;
        this.decoding = decoding;
    }

    /** Returns a source that reads a sound file like {@link Recording#read(Path)}. */
    public static SoundSource file(Path file) {
        String name = FileError.printable(file.toString());
        return new SoundSource(name, false, (output, remarks) -> AudioFile.decode(file, name, output, remarks));
    }

    /**
     * Returns a source that reads a stream to its end and does not close it. WAV, AIFF and AU with uncompressed samples
     * are decoded as the bytes arrive. Other formats, and streams whose header comes after the samples, are first
     * copied to a temporary file. That file is deleted afterwards.
     *
     * @param name name of the stream, for messages
     */
    public static SoundSource stream(InputStream in, String name) {
        return new SoundSource(name, true, (output, remarks) -> AudioFile.decode(in, name, output, remarks));
    }

    /**
     * Returns a source that reads a WAV, AIFF or AU file and waits at its end for more samples. The source has no end.
     *
     * @param file the file, which another program may still be writing
     */
    public static SoundSource growing(Path file) {
        String name = FileError.printable(file.toString());
        return new SoundSource(name, true, (output, remarks) -> AudioFile.follow(file, name, output, remarks));
    }

    /** Returns the name for messages. */
    public String name() {
        return name;
    }

    /**
     * Returns whether samples may arrive slowly. If so, a reader should not wait for more samples while it has some.
     */
    boolean isLive() {
        return live;
    }

    /** Decodes the sound and passes its samples on in pieces. */
    void decode(Mixdown.Output output, Remarks remarks) {
        decoding.decode(output, remarks);
    }
}
