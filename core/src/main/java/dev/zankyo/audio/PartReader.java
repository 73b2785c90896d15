package dev.zankyo.audio;

import dev.zankyo.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;

/**
 * A spliterator over the parts of a sound that is still being decoded, in batches. The parts equal those of {@link
 * LogMel#parts(Recording, double, double)} bit for bit. The reader holds at most twice the samples of a part, plus the
 * samples of a batch. Not safe for several threads.
 */
final class PartReader extends AbstractSpliterator<List<LogMel.Part>> implements AutoCloseable {
    private static final int MOST_PARTS = 16;

    /** The most samples of a batch that has more than one part. */
    private static final long MOST_SAMPLES = 1 << 21;

    /** The samples of a part, numbered from the start of the recording. */
    private record Cut(long start, float[] samples) {}

    private final SoundSource source;
    private final DecodingThread recording;
    private final LogMel frontEnd;
    private final int rate;
    private final long length;
    private final long hop;
    private final long most;

    /** The resampler; null until the sample rate is known, and also if that rate is the front end's own. */
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

    PartReader(SoundSource source, Remarks remarks, LogMel frontEnd, double seconds, double hopSeconds) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.source = source;
        this.recording = new DecodingThread(source, remarks);
        this.frontEnd = frontEnd;
        rate = frontEnd.spec().sampleRate();
        length = Math.max(1, Math.round(seconds * rate));
        hop = Math.max(1, Math.round(hopSeconds * rate));
        most = Math.clamp(MOST_SAMPLES / length, 1, MOST_PARTS);
    }

    @Override
    public boolean tryAdvance(Consumer<? super List<LogMel.Part>> action) {
        try {
            List<Cut> batch = new ArrayList<>();
            while (batch.size() < most && (batch.isEmpty() || !source.isLive() || isReady())) {
                Cut cut = next();
                if (cut == null) {
                    break;
                }
                batch.add(cut);
            }
            if (batch.isEmpty()) {
                close();
                return false;
            }
            action.accept(batch.parallelStream().map(this::part).toList());
            return true;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private LogMel.Part part(Cut cut) {
        return frontEnd.part(cut.start(), cut.samples());
    }

    /** Waits for the next part and returns it; null at the end. */
    private Cut next() {
        while (isIncomplete()) {
            read();
        }
        if (done) {
            return null;
        }
        long start = nextStart;
        if (end - start < length) {
            done = true;
            if (lastEnd == end) {
                return null;
            }
            start = Math.max(0, end - length);
        }
        lastEnd = Math.min(end, start + length);
        nextStart += hop;
        int from = (int) (start - first) + offset;
        return new Cut(start, Arrays.copyOfRange(samples, from, from + (int) (lastEnd - start)));
    }

    /** Returns whether {@link #next} would return without waiting. */
    private boolean isReady() {
        while (isIncomplete() && recording.isReady()) {
            read();
        }
        return !isIncomplete();
    }

    /** Returns whether the next part needs more samples. */
    private boolean isIncomplete() {
        return !done && !ended && end - nextStart < length;
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
     * Appends samples and drops those that no later part needs. The next part starts at {@code nextStart}, unless it is
     * the last one, which ends with the recording.
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
        SampleLimit.require(size, Subject.named(source.name()), "window too long for memory");
    }

    @Override
    public void close() {
        done = true;
        recording.close();
    }
}
