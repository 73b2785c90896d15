package dev.zankyo.sounds;

import dev.zankyo.data.ClassNames;
import dev.zankyo.io.FileError;
import java.nio.file.Path;
import java.util.Optional;

/** How the class of a recording is known. */
@FunctionalInterface
public interface LabelRule {

    /**
     * The class of a recording, or nothing where the rule has none for it.
     *
     * @param name its path within the folder, names parted by slashes
     */
    Optional<String> classOf(String name);

    /** What recordings it has a class for, for messages. */
    default String expectation() {
        return "a sub-folder, a label pattern or a table that says it";
    }

    /**
     * By the sub-folder a recording is in, the topmost one where they nest. Sub-folders whose names begin with an underscore
     * are no classes: they hold what belongs to a collection but is not one of its sounds.
     */
    static LabelRule folders() {
        return name -> {
            int slash = name.indexOf('/');
            return slash < 0 || name.startsWith("_") ? Optional.empty() : Optional.of(name.substring(0, slash));
        };
    }

    /** By the first group of a pattern. */
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
     * By a CSV file of two columns, file and label, or of more with a header that names them.
     *
     * @throws dev.zankyo.InputException if the file cannot be used
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    static LabelRule table(Path csv) {
        return LabelTable.read(csv);
    }
}
