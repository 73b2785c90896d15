package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.audio.Span;
import dev.zankyo.data.ClassNames;
import dev.zankyo.data.Finding;
import dev.zankyo.io.FileError;
import dev.zankyo.sounds.ColumnChoice.Times;
import dev.zankyo.sounds.TextTable.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A labeling rule that reads one text file per recording: a label track of Audacity, a selection table of Raven, or
 * another table of segments. {@code site1.txt}, {@code site1.csv} and {@code site1.Table.1.selections.txt} belong to
 * {@code site1.wav}.
 */
final class AnnotationFiles implements LabelRule {
    private static final Pattern ENDINGS = Pattern.compile("(?i)([._-](table|labels?|selections?|annotations?|\\d))*$");
    private static final Pattern TEXT = Pattern.compile("(?i).*\\.(txt|csv|tsv)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+([.,]\\d+)?([eE]-?\\d+)?");

    /** The columns of a label track: start, end and label, without a header. */
    private static final Times TRACK = new Times(0, 1, -1, Span.Unit.SECONDS, 1);

    private static final int TRACK_LABEL = 2;

    private final Path source;
    private final TableColumns asked;
    private final Map<String, Path> files = new TreeMap<>();

    private AnnotationFiles(Path source, TableColumns asked) {
        this.source = source;
        this.asked = asked;
    }

    /**
     * Returns a rule that reads the text files in a folder and its subfolders.
     *
     * @throws InputException if there is no text file, or two files belong to recordings of the same name
     */
    static AnnotationFiles in(Path folder, TableColumns asked) {
        var result = new AnnotationFiles(folder, asked);
        try (Stream<Path> found = Files.walk(folder)) {
            found.filter(file -> TEXT.matcher(file.getFileName().toString()).matches())
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::toString))
                    .forEach(result::add);
        } catch (UncheckedIOException e) {
            throw result.unreadable(e.getCause());
        } catch (IOException e) {
            throw result.unreadable(e);
        }
        if (result.files.isEmpty()) {
            throw InputException.of(Subject.file(folder), "must hold a text file of labels for each recording")
                    .expected("such as site1.txt for site1.wav")
                    .got("no .txt, .csv or .tsv file");
        }
        return result;
    }

    /**
     * Returns a rule that reads one file of segments. The file belongs to the recording of the same name, or to the
     * only recording there is.
     */
    static AnnotationFiles of(Path file, TableColumns asked) {
        var result = new AnnotationFiles(file, asked);
        result.add(file);
        return result;
    }

    private InputException unreadable(IOException cause) {
        return InputException.of(Subject.file(source), "could not be read; " + FileError.reason(cause))
                .because(cause);
    }

    private void add(Path file) {
        String recording = recording(file);
        Path before = files.putIfAbsent(recording, file);
        if (before != null) {
            throw InputException.of(Subject.file(file), "recordings must have one file of labels each")
                    .got("another for " + FileError.printable(recording) + ", " + before)
                    .remedy("remove one of them, or put each into the folder of its recording");
        }
    }

    /** Returns the name of the recording that a file belongs to, without extension, as a path within the folder. */
    private String recording(Path file) {
        String name = Files.isDirectory(source) ? FileNames.within(source, file) : FileNames.text(file.getFileName());
        int dot = name.lastIndexOf('.');
        String bare = dot < 0 ? name : name.substring(0, dot);
        String stem = ENDINGS.matcher(bare).replaceFirst("");
        return FileNames.composed(stem.isEmpty() || stem.endsWith("/") ? bare : stem);
    }

    /** Returns whether a table is a label track: every row begins with two times, and there is no header. */
    static boolean isTrack(TextTable table) {
        return !table.rows().isEmpty()
                && table.rows().stream()
                        .map(Row::cells)
                        .allMatch(row -> row.get(0).startsWith("\\")
                                || row.size() > 1
                                        && NUMBER.matcher(row.get(0)).matches()
                                        && NUMBER.matcher(row.get(1)).matches());
    }

    @Override
    public List<SoundFile> examples(List<SoundFile> recordings, Consumer<Finding> findings) {
        Set<Path> used = new LinkedHashSet<>();
        List<SoundFile> examples = new ArrayList<>();
        for (SoundFile recording : recordings) {
            Optional<Path> file = recordings.size() == 1 && files.size() == 1
                    ? Optional.of(files.values().iterator().next())
                    : fileOf(recording.name());
            file.ifPresent(path -> {
                used.add(path);
                annotations(path).forEach(known -> examples.add(recording.with(known)));
            });
        }
        int unused = files.size() - used.size();
        findings.accept(new Finding(
                Finding.Kind.UNDERSTOOD,
                source + ": " + Naming.count(examples.size(), "segment") + " from "
                        + Naming.count(used.size(), "file")
                        + (unused == 0 ? "" : "; " + Naming.count(unused, "other text file") + " not used"),
                List.of()));
        return examples;
    }

    private Optional<Path> fileOf(String recording) {
        String bare = NameIndex.withoutExtension(recording);
        Path within = files.get(bare);
        return Optional.ofNullable(within == null ? files.get(bare.substring(bare.lastIndexOf('/') + 1)) : within);
    }

    private List<Annotation> annotations(Path file) {
        if (asked.wholeRecordings()) {
            throw InputException.of(Subject.file(file), "a table that names no recordings labels segments of one")
                    .remedy("leave out {wholeRecordings}");
        }
        TextTable table = TextTable.read(file);
        if (table.rows().isEmpty()) {
            return List.of();
        }
        List<String> first = table.rows().get(0).cells();
        boolean header = Times.in(first).isPresent();
        Times times = Times.in(first).orElse(TRACK);
        List<Row> rows = header ? table.rows().subList(1, table.rows().size()) : table.rows();
        int label = header ? ColumnChoice.label(table, asked) : TRACK_LABEL;
        Set<Annotation> distinct = new LinkedHashSet<>();
        for (Row row : rows) {
            if (!row.cells().get(0).startsWith("\\")) { // Audacity writes frequencies there
                distinct.add(Annotation.label(label(table, row, label))
                        .withSpan(Optional.of(SpanCells.span(table, row, times))));
            }
        }
        return List.copyOf(distinct);
    }

    private static String label(TextTable table, Row row, int column) {
        String text = column < row.cells().size() ? row.cells().get(column) : "";
        if (text.isEmpty()) {
            throw InputException.of(Subject.file(table.file()).line(row.line()), "a segment must have a label")
                    .got("nothing in column " + (column + 1));
        }
        return ClassNames.of(text);
    }

    @Override
    public String expectation() {
        return "recordings with a text file of labels in " + source + ", such as "
                + Naming.some(files.keySet().stream().limit(Naming.SHOWN + 1L).toList());
    }
}
