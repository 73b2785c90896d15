package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Rows;
import dev.zankyo.io.FileError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The spectrograms of recordings: row i of the data is file i. Immutable.
 *
 * @param data the spectrograms, one row per recording; a recording without a class has label -1
 * @param files the recordings
 * @param facts the properties of each recording
 */
public record SoundSet(Dataset data, List<SoundFile> files, List<SoundFacts> facts) {
    public SoundSet {
        files = List.copyOf(files);
        facts = List.copyOf(facts);
        if (data.size() != files.size() || data.size() != facts.size()) {
            throw new IllegalArgumentException("sounds: every recording needs a row; got " + data.size() + " rows, "
                    + files.size() + " files, facts of " + facts.size());
        }
    }

    /** Returns the number of recordings. */
    public int size() {
        return files.size();
    }

    /** Returns the given rows in the given order; a row may occur more than once. The spectrograms are not copied. */
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
     * Returns the same recordings with labels that index {@code classes}.
     *
     * @throws InputException if a recording's class is not in the list
     */
    public SoundSet withClasses(List<String> classes) {
        Map<String, Integer> numbers = new HashMap<>(); // in composed form, as a model may have decomposed names
        for (int i = 0; i < classes.size(); i++) {
            numbers.putIfAbsent(FileNames.composed(classes.get(i)), i);
        }
        int[] labels =
                files.stream().mapToInt(file -> number(file, numbers, classes)).toArray();
        return new SoundSet(view(classes, labels, IntStream.range(0, size()).toArray()), files, facts);
    }

    /**
     * Returns the same examples, each with the content hash of its whole recording. With this hash, a window of a
     * recording that a model was trained on is recognized.
     *
     * @param whole the recordings that the examples are parts of
     */
    public SoundSet withContentsOf(SoundSet whole) {
        Map<Path, String> contents = new HashMap<>();
        for (int i = 0; i < whole.size(); i++) {
            contents.put(whole.files().get(i).path(), whole.facts().get(i).content());
        }
        List<SoundFacts> identified = IntStream.range(0, size())
                .mapToObj(
                        i -> facts.get(i).withContent(contents.get(files.get(i).path())))
                .toList();
        return new SoundSet(data, files, identified);
    }

    private Dataset view(List<String> classes, int[] labels, int[] chosen) {
        Dataset all = data;
        Rows rows = (row, destination, offset) -> all.copyRow(chosen[row], destination, offset);
        return new Dataset(classes, labels, rows, all.bands(), all.frames());
    }

    private static int number(SoundFile file, Map<String, Integer> numbers, List<String> classes) {
        if (file.label().isEmpty()) {
            return -1;
        }
        String label = file.label().get();
        Integer number = numbers.get(FileNames.composed(label));
        if (number == null) {
            String expected = String.join(", ", classes.subList(0, Math.min(20, classes.size())));
            throw InputException.of(Subject.file(file.path()), "class must be one that the model knows")
                    .expected("one of " + FileError.printable(expected))
                    .got("\"" + FileError.printable(label) + "\"")
                    .remedy("remove it, or train with recordings of its class");
        }
        return number;
    }
}
