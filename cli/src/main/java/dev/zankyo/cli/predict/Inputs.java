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

/** The files that a path stands for. Their names tell what they hold. */
final class Inputs {
    private static final Set<String> ROWS = Set.of("csv", "txt", "gz");

    private Inputs() {}

    /** Returns whether a file holds rows of numbers: CSV, plain or gzipped. Every other file is a recording. */
    static boolean holdsRows(Path file) {
        return ROWS.contains(extension(file));
    }

    /**
     * Returns the file itself, or all recordings and CSV files in a folder and its subfolders, sorted by name, without
     * hidden files. Memory holds the names of at most one folder per level.
     *
     * @param failures receives each folder that cannot be read, in its place in the order; the stream continues
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
            // Text files next to recordings are rarely rows.
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
