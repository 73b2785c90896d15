package dev.zankyo.cli.predict;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import dev.zankyo.sounds.SoundFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The files that a path stands for. Their names tell what they hold. */
final class Inputs {
    /** The path that stands for standard input. */
    static final Path STANDARD_INPUT = Path.of("-");

    private static final Set<String> ROWS = Set.of("csv", "txt", "gz");

    /** The number of bytes to search for the end of a file's first line. A longer line counts as a row. */
    private static final int FIRST_LINE = 1 << 16;

    private Inputs() {}

    /** Returns whether a file holds rows of numbers: CSV, plain or gzipped. Every other file is a recording. */
    static boolean holdsRows(Path file) {
        return ROWS.contains(extension(file));
    }

    /**
     * Returns whether the first line of a CSV file has at least as many fields as a row has values. A file that cannot
     * be read may hold rows: its reader says what is wrong.
     */
    static boolean mayHoldRows(Path file, int values) {
        try (InputStream stored = Files.newInputStream(file);
                InputStream in = extension(file).equals("gz") ? new GZIPInputStream(stored) : stored) {
            byte[] head = in.readNBytes(FIRST_LINE);
            String text = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
            String line = text.lines().findFirst().orElse("");
            long fields = 1
                    + line.chars()
                            .filter(c -> c == ',' || c == ';' || c == '\t')
                            .count();
            return fields >= values || head.length == FIRST_LINE && line.length() == text.length();
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Returns the file itself, or all recordings and CSV files in a folder and its subfolders, sorted by name, without
     * hidden files. Memory holds the names of at most one folder per level.
     *
     * @param others receives each file of a folder that is neither a recording nor a CSV file
     * @param failures receives each folder that cannot be read, in its place in the order; the stream continues
     */
    static Stream<Path> files(Path path, Consumer<Path> others, BiConsumer<Path, InputException> failures) {
        return Files.isDirectory(path) && !path.equals(STANDARD_INPUT)
                ? inside(path, others, failures)
                : Stream.of(path);
    }

    private static Stream<Path> inside(Path folder, Consumer<Path> others, BiConsumer<Path, InputException> failures) {
        List<Path> entries;
        try (Stream<Path> listed = Files.list(folder)) {
            entries = listed.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            failures.accept(
                    folder,
                    InputException.of(Subject.file(folder), "could not be read; " + FileError.reason(e))
                            .because(e));
            return Stream.empty();
        }
        return entries.stream().flatMap(entry -> {
            // A link to a folder may lead back up.
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                return inside(entry, others, failures);
            }
            // Text files next to recordings are rarely rows.
            boolean rows = holdsRows(entry) && !extension(entry).equals("txt");
            if (!Files.isRegularFile(entry)) {
                return Stream.empty();
            }
            if (rows || SoundFolder.isRecording(entry)) {
                return Stream.of(entry);
            }
            others.accept(entry);
            return Stream.empty();
        });
    }

    /** Returns the extension of the name without its dot, in lower case; empty if there is none. */
    static String extension(Path file) {
        Path name = file.getFileName();
        String text = name == null ? "" : name.toString();
        int dot = text.lastIndexOf('.');
        return dot < 0 ? "" : text.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
