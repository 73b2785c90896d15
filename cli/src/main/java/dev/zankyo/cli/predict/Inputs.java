package dev.zankyo.cli.predict;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import dev.zankyo.sounds.SoundFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Which files are meant, and what they hold, told by their names. */
final class Inputs {
    private static final Set<String> ROWS = Set.of("csv", "txt", "gz");

    private Inputs() {}

    /** Whether a file holds rows of numbers: CSV, plain or gzipped. All others are recordings. */
    static boolean holdsRows(Path file) {
        return ROWS.contains(extension(file));
    }

    /**
     * The files of a path: itself, or all recordings and CSV files of a folder and the folders in it, hidden ones aside, in
     * the order of their names. The names of no more than one folder a level are held.
     *
     * @param failures is told of each folder that cannot be read, in its place; the others are
     */
    static Stream<Path> files(Path path, BiConsumer<Path, InputException> failures) {
        return Files.isDirectory(path) ? inside(path, failures) : Stream.of(path);
    }

    private static Stream<Path> inside(Path folder, BiConsumer<Path, InputException> failures) {
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
                return inside(entry, failures);
            }
            // Texts beside recordings are rarely rows.
            boolean rows = holdsRows(entry) && !extension(entry).equals("txt");
            return (rows || SoundFolder.isRecording(entry)) && Files.isRegularFile(entry)
                    ? Stream.of(entry)
                    : Stream.empty();
        });
    }

    private static String extension(Path file) {
        Path name = file.getFileName();
        String text = name == null ? "" : name.toString();
        return text.substring(text.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
