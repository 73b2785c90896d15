package dev.zankyo.sounds;

import dev.zankyo.audio.Span;
import java.util.Optional;

/**
 * The facts about an example that are not in its audio, such as its class.
 *
 * @param label its class
 * @param group its speaker or place: examples of one group stay in one part of a split
 * @param part the part of the data set (training, validation or test) that the data set's authors chose for it
 * @param fold the cross-validation fold that the data set's authors chose for it
 * @param span the segment of the recording; empty if the example is the whole recording
 */
public record Annotation(
        Optional<String> label,
        Optional<String> group,
        Optional<Part> part,
        Optional<String> fold,
        Optional<Span> span) {
    /** The annotation of a recording about which nothing is known. */
    static final Annotation NONE =
            new Annotation(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Returns the annotation of a whole recording of which only the class is known. */
    static Annotation label(String label) {
        return NONE.withLabel(label);
    }

    Annotation withLabel(String name) {
        return new Annotation(Optional.of(name), group, part, fold, span);
    }

    Annotation withGroup(Optional<String> name) {
        return new Annotation(label, name, part, fold, span);
    }

    Annotation withPart(Optional<Part> other) {
        return new Annotation(label, group, other, fold, span);
    }

    Annotation withFold(Optional<String> name) {
        return new Annotation(label, group, part, name, span);
    }

    Annotation withSpan(Optional<Span> other) {
        return new Annotation(label, group, part, fold, other);
    }
}
