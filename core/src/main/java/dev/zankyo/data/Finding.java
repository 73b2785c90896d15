package dev.zankyo.data;

import java.util.List;

/**
 * A finding about a data set that its user should know before training: about recordings or about rows of numbers.
 *
 * @param kind the kind of finding
 * @param text one line for the user
 * @param names the recordings concerned, as paths within their folders; empty if all recordings are concerned, and for
 *     rows of numbers
 */
public record Finding(Kind kind, String text, List<String> names) {

    /** The kinds of findings, most serious first. */
    public enum Kind {
        /** A file cannot be used and is skipped. */
        UNUSABLE,
        /** A file is damaged but used as far as possible. */
        DAMAGED,
        /** A recording or row is in the training set and the test set, so the evaluation measures memorization. */
        IN_BOTH_SETS,
        /** A recording or row occurs more than once, with different labels. */
        CONTRADICTION,
        /** Test rows are on another scale than training rows. */
        OTHER_SCALE,
        /** A recording or row occurs more than once. */
        DUPLICATES,
        /** All values of a row are equal. */
        CONSTANT_ROWS,
        /** All values of a column are equal. */
        CONSTANT_COLUMNS,
        /** A recording is silent. */
        SILENT,
        /** The loudest parts of a recording are clipped. */
        CLIPPED,
        /** A name was probably not meant to be a class. */
        DOUBTFUL_LABELS,
        /** One class has many times the recordings of another. */
        UNEQUAL_CLASSES,
        /** A class has no test recordings. */
        UNTESTED_CLASS,
        /** Recordings have different sample rates. */
        SAMPLE_RATES,
        /** The front end's band lacks frequencies that tell classes apart or hold most of the energy. */
        OUTSIDE_BAND,
        /** Sounds are much shorter than a frame of the front end. */
        SHORT_SOUNDS,
        /** The length alone predicts much of the class. */
        LENGTH_PREDICTS_CLASS,
        /** The loudness alone predicts much of the class. */
        LOUDNESS_PREDICTS_CLASS,
        /** A header is incomplete or odd, but the file could be read. */
        ODD_HEADER,
        /** A note on how a table, folders or a file of rows was interpreted. */
        UNDERSTOOD,
        /**
         * Files are skipped, because they have no class or are no recordings; or a table names files that are not
         * there.
         */
        SKIPPED;

        /** Returns whether the finding is a problem rather than a note. */
        public boolean isFault() {
            return this != SKIPPED && this != ODD_HEADER && this != UNDERSTOOD;
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
