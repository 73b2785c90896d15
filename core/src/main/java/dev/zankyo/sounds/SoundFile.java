package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.audio.Recording;
import dev.zankyo.audio.Remarks;
import dev.zankyo.audio.Segments;
import dev.zankyo.audio.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An example in a folder, not yet decoded: a recording, or a segment of one.
 *
 * @param path the file
 * @param name its path within the folder, in Unicode's composed form (NFC), separated by slashes on every system
 * @param known its class, group, part, fold and segment, as far as they are known
 */
public record SoundFile(Path path, String name, Annotation known) {

    /** Returns a recording about which nothing is known. */
    public static SoundFile of(Path path, String name) {
        return new SoundFile(path, name, Annotation.NONE);
    }

    /** Returns the same file with another annotation. */
    SoundFile with(Annotation annotation) {
        return new SoundFile(path, name, annotation);
    }

    /** Returns its class, if known. */
    public Optional<String> label() {
        return known.label();
    }

    /** Returns its speaker or place, if known: examples of one group stay in one part of a split. */
    public Optional<String> group() {
        return known.group();
    }

    /** Returns the segment of the recording; empty if the example is the whole recording. */
    public Optional<Span> span() {
        return known.span();
    }

    /**
     * Returns the windows of a recording, one after the other. The last one ends with the recording.
     *
     * @param seconds the length of a window
     * @param length the length of the recording in seconds, at least {@code seconds}
     */
    public List<SoundFile> windows(double seconds, double length) {
        List<SoundFile> windows = new ArrayList<>();
        double end = 0;
        for (int i = 0; end < length; i++) {
            end = Math.min(length, (i + 1) * seconds);
            windows.add(with(known.withSpan(Optional.of(new Span(end - seconds, end, Span.Unit.SECONDS)))));
        }
        return windows;
    }

    /** Returns its group; without one, each recording is a group of its own. */
    public String groupOrName() {
        return group().orElse(path.toString());
    }

    /**
     * Returns the same example in a group with the other segments of its recording, so that a split keeps them
     * together. An example that is a whole recording or has a group is returned unchanged.
     */
    public SoundFile kept() {
        return span().isPresent() && group().isEmpty() ? with(known.withGroup(Optional.of(name))) : this;
    }

    /** Returns the name for messages, followed by the times of a segment. */
    public String title() {
        return span().map(span -> name + " at " + span).orElse(name);
    }

    /**
     * Decodes the example.
     *
     * @throws InputException if the file cannot be decoded, or the segment begins after its end
     */
    public Recording read(Remarks remarks) {
        if (span().isEmpty()) {
            return Recording.read(path, remarks);
        }
        return Optional.ofNullable(
                        Segments.read(path, List.of(span().get()), remarks).get(0))
                .orElseThrow(() -> outside(Subject.file(path)));
    }

    /** Returns an exception about a segment that begins after the end of its recording. */
    InputException outside(Subject where) {
        return InputException.of(where, "segment must lie within its recording")
                .got(span().orElseThrow().toString());
    }
}
