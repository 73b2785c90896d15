package dev.zankyo.audio;

import dev.zankyo.io.FileError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A reader of segments of one recording, which is decoded once. Memory holds the segments, not the recording, so a
 * recording may be of any length.
 */
public final class Segments implements Mixdown.Output {
    /** The error in seconds that rounded times in tables may have. */
    private static final double TOLERANCE = 0.1;

    private final List<Span> spans;
    private final List<SampleCollector> collectors = new ArrayList<>();
    private int sampleRate;
    private int channels;
    private long position;

    private Segments(List<Span> spans) {
        this.spans = spans;
    }

    /**
     * Reads segments; they may overlap and be in any order. A segment that goes beyond the end of the recording ends
     * with it.
     *
     * @return one recording per segment, in their order; null for a segment that begins after the end
     * @throws dev.zankyo.InputException if the file cannot be decoded
     */
    public static List<Recording> read(Path file, List<Span> spans, Remarks remarks) {
        var segments = new Segments(spans);
        AudioFile.decode(file, FileError.printable(file.toString()), segments, remarks);
        segments.spans.stream()
                .filter(segments::goesBeyond)
                .findFirst()
                .ifPresent(span -> remarks.warn("segment " + span + " ends after the recording"));
        return segments.collectors.stream()
                .map(collector -> collector.isEmpty() ? null : collector.recording())
                .toList();
    }

    /** Returns whether a segment begins within the recording but ends clearly after it. */
    private boolean goesBeyond(Span span) {
        return span.first(sampleRate) < position && span.last(sampleRate) > position + TOLERANCE * sampleRate;
    }

    /**
     * Returns whether a segment lies within a recording. Decodes the recording to find its length, because a header may
     * be wrong.
     *
     * @throws dev.zankyo.InputException if the file cannot be decoded
     */
    public static boolean isWithin(Path file, Span span) {
        Segments whole = decoded(file);
        return span.first(whole.sampleRate) < whole.position && !whole.goesBeyond(span);
    }

    /**
     * Returns stretches of equal length that overlap none of the segments, in time order.
     *
     * @param taken segments in any order; they may overlap
     * @param seconds the length of each stretch
     * @throws dev.zankyo.InputException if the file cannot be decoded
     */
    public static List<Span> gaps(Path file, List<Span> taken, double seconds) {
        Segments whole = decoded(file);
        double rate = whole.sampleRate;
        double end = whole.position / rate;
        List<Span> gaps = new ArrayList<>();
        double free = 0;
        List<Span> sorted = taken.stream()
                .sorted(Comparator.comparingLong(span -> span.first(whole.sampleRate)))
                .toList();
        for (Span span : sorted) {
            fill(gaps, free, Math.min(end, span.first(whole.sampleRate) / rate), seconds);
            free = Math.max(free, span.last(whole.sampleRate) / rate);
        }
        fill(gaps, free, end, seconds);
        return gaps;
    }

    private static void fill(List<Span> gaps, double from, double to, double seconds) {
        for (int i = 0; from + (i + 1) * seconds <= to; i++) {
            gaps.add(new Span(from + i * seconds, from + (i + 1) * seconds, Span.Unit.SECONDS));
        }
    }

    private static Segments decoded(Path file) {
        var whole = new Segments(List.of());
        AudioFile.decode(file, FileError.printable(file.toString()), whole, Remarks.to(remark -> {}));
        return whole;
    }

    @Override
    public void begin(int rate, int count) {
        sampleRate = rate;
        channels = count;
        for (int i = 0; i < spans.size(); i++) {
            var collector = new SampleCollector();
            collector.begin(rate, channels);
            collectors.add(collector);
        }
    }

    @Override
    public void write(float[] samples) {
        long end = position + samples.length;
        for (int i = 0; i < spans.size(); i++) {
            long from = Math.max(position, spans.get(i).first(sampleRate));
            long to = Math.min(end, spans.get(i).last(sampleRate));
            if (from < to) {
                collectors.get(i).write(Arrays.copyOfRange(samples, (int) (from - position), (int) (to - position)));
            }
        }
        position = end;
    }
}
