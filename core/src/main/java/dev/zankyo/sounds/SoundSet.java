package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Rows;
import dev.zankyo.io.FileError;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Spectrograms and the recordings they are of: row i of the data is of file i. Immutable.
 *
 * @param data the spectrograms, one a recording; a recording without a class has label -1
 * @param files the recordings
 * @param facts what is known of each
 */
public record SoundSet(Dataset data, List<SoundFile> files, List<SoundFacts> facts) {
    public SoundSet {
        files = List.copyOf(files);
        facts = List.copyOf(facts);
        if (data.size() != files.size() || data.size() != facts.size()) {
            throw new IllegalArgumentException("sounds: there must be a row a recording; got " + data.size() + " rows, "
                    + files.size() + " files, facts of " + facts.size());
        }
    }

    /** The number of recordings. */
    public int size() {
        return files.size();
    }

    /** The recordings of the rows given, in their order; one may be given more than once. The spectrograms are not copied. */
    SoundSet select(int... rows) {
        int[] chosen = rows.clone();
        return new SoundSet(
                view(
                        data.classes(),
                        Arrays.stream(chosen).map(row -> data.labels()[row]).toArray(),
                        chosen),
                Arrays.stream(chosen).mapToObj(files::get).toList(),
                Arrays.stream(chosen).mapToObj(facts::get).toList());
    }

    /**
     * The same recordings, their classes counted as given.
     *
     * @throws InputException if one is of none of them
     */
    public SoundSet withClasses(List<String> classes) {
        int[] labels = files.stream().mapToInt(file -> index(file, classes)).toArray();
        return new SoundSet(view(classes, labels, IntStream.range(0, size()).toArray()), files, facts);
    }

    private Dataset view(List<String> classes, int[] labels, int[] chosen) {
        Dataset all = data;
        Rows rows = (row, destination, offset) -> all.copyRow(chosen[row], destination, offset);
        return new Dataset(classes, labels, rows, all.bands(), all.frames());
    }

    private static int index(SoundFile file, List<String> classes) {
        Optional<String> label = file.label();
        int index = label.map(classes::indexOf).orElse(0);
        if (index < 0) {
            String expected = String.join(", ", classes.subList(0, Math.min(20, classes.size())));
            throw InputException.of(Subject.file(file.path()), "class must be one of those learnt")
                    .expected("one of " + FileError.printable(expected))
                    .got("\"" + FileError.printable(label.orElseThrow()) + "\"")
                    .remedy("leave it out, or train with recordings of its class");
        }
        return label.isPresent() ? index : -1;
    }
}
