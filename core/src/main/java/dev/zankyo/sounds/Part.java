package dev.zankyo.sounds;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parts of a data set that is divided by its authors. */
public enum Part {
    /** The recordings to train on. */
    TRAINING("train", "training"),
    /** The held-out recordings that choose the epoch to keep. */
    VALIDATION("val", "valid", "validation", "dev", "development"),
    /** The recordings to test on. */
    TEST("test", "testing", "eval", "evaluation", "evaluate");

    private final List<String> words;

    Part(String... words) {
        this.words = List.of(words);
    }

    /** Returns the part that a word names, in any case; empty if it names none. */
    static Optional<Part> named(String word) {
        String known = word.strip().toLowerCase(Locale.ROOT);
        for (Part part : values()) {
            if (part.words.contains(known)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }
}
