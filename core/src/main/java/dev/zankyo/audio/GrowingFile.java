package dev.zankyo.audio;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/**
 * A WAV, AIFF or AU file that another program is still writing. Its header is read anew whenever the file has grown:
 * recorders correct the length from time to time or at the end.
 */
final class GrowingFile {
    private static final int HEADER = 4096;
    private static final long WAIT_MILLIS = 100;

    private final Path file;
    private StoredSound first;
    private long position;
    private long size = -1;

    GrowingFile(Path file) {
        this.file = file;
    }

    /**
     * Decodes samples as they are written, until the thread is interrupted.
     *
     * @throws ClosedByInterruptException if the thread is interrupted
     * @throws IOException if the file cannot be read, or becomes shorter
     */
    void decode(AudioDecoder.SampleSink sink) throws IOException {
        while (true) {
            try (FileBytes bytes = new FileBytes(file)) {
                if (bytes.size() < position) {
                    throw new IOException("the file became shorter while it was read");
                }
                if (bytes.size() > size) {
                    size = bytes.size();
                    decodeNew(bytes, sink);
                }
            }
            try {
                Thread.sleep(WAIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ClosedByInterruptException();
            }
        }
    }

    private void decodeNew(FileBytes bytes, AudioDecoder.SampleSink sink) throws IOException {
        StoredSound now;
        try {
            now = Container.of(bytes.head(HEADER), file).header(bytes);
        } catch (DamagedSoundException e) {
            if (first != null || bytes.size() < HEADER) {
                size = -1; // the header is being written
                return;
            }
            throw e;
        } catch (ForeignEncodingException e) {
            throw refusal(e.getMessage());
        }
        if (now == null) {
            if (bytes.size() < 12) {
                return;
            }
            throw refusal("another format");
        }
        if (first == null) {
            first = now;
            position = now.begin();
            sink.begin(now.format().sampleRate(), now.format().channels());
        }
        boolean chunkBehind = new Chunks(bytes, now.end(), ByteOrder.LITTLE_ENDIAN).isWhole(now.end())
                || new Chunks(bytes, now.end(), ByteOrder.BIG_ENDIAN).isWhole(now.end());
        long end = chunkBehind ? now.end() : bytes.size();
        position = new StoredSound(first.format(), position, end, -1).decodeFrames(bytes, sink);
    }

    private static InputException refusal(String got) {
        return InputException.of(Subject.content(), "a growing file must be WAV, AIFF or AU with uncompressed samples")
                .got(got)
                .remedy("convert it while it is recorded, and follow the output through a pipe");
    }
}
