package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.data.ClassNames;
import dev.zankyo.data.Finding;
import dev.zankyo.io.FileError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A rule that gives recordings their classes, or names labeled segments in them. */
public interface LabelRule {

    /**
     * Returns the labeled examples, in the order of their recordings. A recording without a class is left out. A
     * recording with segments becomes several examples.
     *
     * @param recordings recordings without annotations
     * @param findings receives notes on how a table or the folders were interpreted, and doubts about the labels
     * @throws InputException if a table or file of labels cannot be used
     */
    List<SoundFile> examples(List<SoundFile> recordings, Consumer<Finding> findings);

    /** Returns a description of the recordings that have a class, for messages. */
    String expectation();

    /**
     * Returns the rule that a user chose; the rule by sub-folder if there is neither pattern nor table.
     *
     * @throws InputException if both pattern and table are given, or columns without a table, or the table cannot be
     *     read
     */
    static LabelRule of(Optional<NamePattern> pattern, Optional<Path> table, TableColumns columns) {
        if (pattern.isPresent() && table.isPresent()) {
            throw InputException.of(Subject.setting("labelPattern"), "must not be given together with {labelTable}")
                    .remedy("leave one of them out");
        }
        if (table.isEmpty() && !columns.equals(TableColumns.AUTO)) {
            throw InputException.of(Subject.named("labels"), "columns can only be chosen in a table")
                    .remedy("give the table with {labelTable}");
        }
        return table.map(source -> table(source, columns))
                .or(() -> pattern.map(LabelRule::pattern))
                .orElseGet(LabelRule::folders);
    }

    /** Returns a rule by sub-folder: the topmost one, or the one below the folders train and test, names the class. */
    static LabelRule folders() {
        return new SplitFolders();
    }

    /** Returns a rule that takes the class from the first group of a pattern. */
    static LabelRule pattern(NamePattern pattern) {
        return new LabelRule() {
            @Override
            public List<SoundFile> examples(List<SoundFile> recordings, Consumer<Finding> findings) {
                return recordings.stream()
                        .flatMap(file -> pattern.group(file.name()).stream()
                                .map(label -> file.with(Annotation.label(ClassNames.of(label)))))
                        .toList();
            }

            @Override
            public String expectation() {
                return "names like \"" + FileError.printable(pattern.toString()) + "\"";
            }
        };
    }

    /**
     * Returns a rule that reads a table of recordings and their classes. A table with start and end times labels
     * segments of the recordings. A folder holds one such table for each recording, named like the recording. Label
     * tracks of Audacity and selection tables of Raven can be read.
     *
     * @param columns the columns that the user chose
     * @throws InputException if the file cannot be read
     */
    static LabelRule table(Path source, TableColumns columns) {
        return Files.isDirectory(source)
                ? AnnotationFiles.in(source, columns)
                : new LabelTable(TextTable.read(source), columns);
    }
}
