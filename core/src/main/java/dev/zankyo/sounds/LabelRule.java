package dev.zankyo.sounds;

import dev.zankyo.data.ClassNames;
import dev.zankyo.io.FileError;
import java.nio.file.Path;
import java.util.Optional;

/** A rule that gives the class of a recording. */
@FunctionalInterface
public interface LabelRule {

    /**
     * Returns the class of a recording; empty if the rule gives none.
     *
     * @param name its path within the folder, separated by slashes
     */
    Optional<String> classOf(String name);

    /** Returns a description of the recordings that have a class, for messages. */
    default String expectation() {
        return "a sub-folder, a label pattern or a label table";
    }

    /**
     * Returns a rule by sub-folder: the topmost one names the class. Sub-folders whose names begin with an underscore
     * are no classes; collections keep other material there.
     */
    static LabelRule folders() {
        return name -> {
            int slash = name.indexOf('/');
            return slash < 0 || name.startsWith("_") ? Optional.empty() : Optional.of(name.substring(0, slash));
        };
    }

    /** Returns a rule by the first group of a pattern. */
    static LabelRule pattern(NamePattern pattern) {
        return new LabelRule() {
            @Override
            public Optional<String> classOf(String name) {
                return pattern.group(name).map(ClassNames::of);
            }

            @Override
            public String expectation() {
                return "names like \"" + FileError.printable(pattern.toString()) + "\"";
            }
        };
    }

    /**
     * Returns a rule by a CSV file with the columns file and label; a table with more than two columns needs a header
     * that names them.
     *
     * @throws dev.zankyo.InputException if the file cannot be used
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    static LabelRule table(Path csv) {
        return LabelTable.read(csv);
    }
}
