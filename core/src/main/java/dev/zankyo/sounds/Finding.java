package dev.zankyo.sounds;

import java.util.List;

/**
 * Something about a set of recordings that whoever trains on it should know.
 *
 * @param kind what it is
 * @param text one line that says it, fit to be shown
 * @param names the recordings it is about, as paths within their folders; empty where it is about all of them
 */
public record Finding(Kind kind, String text, List<String> names) {

    /** The kinds of findings, the gravest first. */
    public enum Kind {
        /** A file could not be used and is left out. */
        UNUSABLE,
        /** A file is not what it should be, but serves as far as it goes. */
        DAMAGED,
        /** The same recording is in both parts, so that the test measures memory. */
        IN_BOTH_PARTS,
        /** The same recording has different labels. */
        CONTRADICTION,
        /** The same recording is there more than once. */
        DUPLICATES,
        /** Nothing is to be heard. */
        SILENT,
        /** The loudest parts are cut off. */
        CLIPPED,
        /** One class has many times the recordings of another. */
        UNEQUAL_CLASSES,
        /** A class has nothing to be tested on. */
        UNTESTED_CLASS,
        /** Recordings have different sample rates. */
        SAMPLE_RATES,
        /** The length alone says much about the class. */
        LENGTH_TELLS,
        /** The loudness alone says much about the class. */
        LOUDNESS_TELLS,
        /** Headers say less than they should, and were understood all the same. */
        ODD_HEADER,
        /** Files without a class are left out, as asked. */
        LEFT_OUT;

        /** Whether something is wrong, not only worth a note. */
        public boolean isFault() {
            return this != LEFT_OUT && this != ODD_HEADER;
        }
    }

    public Finding {
        names = List.copyOf(names);
    }

    @Override
    public String toString() {
        return text;
    }
}
