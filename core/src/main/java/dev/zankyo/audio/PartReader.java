package dev.zankyo.audio;

import dev.zankyo.Subject;
import java.util.Arrays;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;

/**
 * A spliterator over the parts of a recording that is still being decoded. The parts equal those of {@link
 * LogMel#parts(Recording, double, double)} bit for bit. It holds at most twice the samples of a part. Not safe for
 * several threads.
 */
final class PartReader extends AbstractSpliterator<LogMel.Part> implements AutoCloseable {
    private final String name;
    private final DecodingThread recording;
    private final LogMel frontEnd;
    private final int rate;
    private final long length;
    private final long hop;

    /** The resampler; null until the sample rate is known, and if it equals the front end's own. */
    private Resampler.Streaming resampler;

    /**
     * The samples numbered {@code first} to {@code end} of the recording; sample {@code first} is at index
     * {@code offset}.
     */
    private float[] samples = new float[1 << 12];

    private int offset;
    private long first;
    private long end;

    private long nextStart;
    private long lastEnd;
    private boolean begun;
    private boolean ended;
    private boolean done;

    PartReader(String name, DecodingThread recording, LogMel frontEnd, double seconds, double hopSeconds) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.name = name;
        this.recording = recording;
        this.frontEnd = frontEnd;
        rate = frontEnd.spec().sampleRate();
        length = Math.max(1, Math.round(seconds * rate));
        hop = Math.max(1, Math.round(hopSeconds * rate));
    }

    @Override
    public boolean tryAdvance(Consumer<? super LogMel.Part> action) {
        try {
            while (!done && !ended && end - nextStart < length) {
                read();
            }
            if (done) {
                return false;
            }
            long start = nextStart;
            if (end - start < length) {
                done = true;
                if (lastEnd == end) {
                    close();
                    return false;
                }
                start = Math.max(0, end - length);
            }
            lastEnd = Math.min(end, start + length);
            nextStart += hop;
            int from = (int) (start - first) + offset;
            float[] part = Arrays.copyOfRange(samples, from, from + (int) (lastEnd - start));
            action.accept(new LogMel.Part((double) start / rate, (double) lastEnd / rate, frontEnd.applyPart(part)));
            return true;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void read() {
        float[] piece = recording.next();
        if (!begun) {
            begun = true;
            int given = recording.sampleRate();
            resampler = given == rate ? null : Resampler.of(given, rate).streaming();
        }
        if (piece == null) {
            ended = true;
            append(resampler == null ? new float[0] : resampler.end());
        } else {
            append(resampler == null ? piece : resampler.add(piece));
        }
    }

    /**
     * Appends samples and drops those that no part needs: a part may start at {@code nextStart}, or be the last one,
     * which ends with the recording.
     */
    private void append(float[] more) {
        long needed = Math.max(first, Math.min(nextStart, end - length));
        offset += (int) (needed - first);
        first = needed;
        int kept = (int) (end - first);
        long size = (long) kept + more.length;
        if (offset + size > samples.length) {
            requireRoom(size);
            float[] room = size > samples.length / 2 ? new float[(int) (2 * size)] : samples;
            System.arraycopy(samples, offset, room, 0, kept);
            samples = room;
            offset = 0;
        }
        System.arraycopy(more, 0, samples, offset + kept, more.length);
        end += more.length;
    }

    private void requireRoom(long size) {
        SampleLimit.require(size, Subject.named(name), "window too long for memory");
    }

    @Override
    public void close() {
        done = true;
        recording.close();
    }
}
