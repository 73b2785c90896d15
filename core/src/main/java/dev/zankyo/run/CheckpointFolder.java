package dev.zankyo.run;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder with the two newest checkpoints of an unfinished run, {@code step-N.safetensors} after N steps. A checkpoint
 * is removed only when two newer ones are on disk, so at least one is complete at any time. Only the process that has
 * {@linkplain RunLock locked} the run may use it.
 */
public final class CheckpointFolder {
    private static final int GENERATIONS = 2;
    private static final String NAME = "step-\\d{1,18}\\.safetensors";

    private final Path folder;

    CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Saves a run, then removes all checkpoints except the newest two.
     *
     * @throws UncheckedIOException if it cannot be written; previous checkpoints remain
     */
    void save(SavedRun run) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": could not be made; " + FileError.reason(e), e);
        }
        Path file = folder.resolve("step-" + run.checkpoint().trace().steps() + ".safetensors");
        CheckpointFile.write(file, run);
        List<Path> generations = generations();
        int saved = generations.indexOf(file);
        generations
                .subList(0, saved)
                .forEach(
                        CheckpointFolder
                                ::delete); // newer ones are unreadable, or the run would have continued from them
        generations.stream().skip(saved + GENERATIONS).forEach(CheckpointFolder::delete);
    }

    /** Returns whether the folder has no checkpoint at all, not even an unreadable one. */
    public boolean isEmpty() {
        return generations().isEmpty();
    }

    /**
     * Returns the run of the newest checkpoint that can be read; empty if there is no checkpoint.
     *
     * @param notes receives one line for each newer checkpoint that cannot be read
     * @throws InputException if there are checkpoints but none can be read
     */
    public Optional<SavedRun> newest(Consumer<String> notes) {
        List<String> unreadable = new ArrayList<>();
        for (Path file : generations()) {
            try {
                SavedRun run = CheckpointFile.read(file);
                unreadable.forEach(reason -> notes.accept(reason + "; going back to " + file.getFileName()));
                return Optional.of(run);
            } catch (InputException e) {
                unreadable.add(e.getMessage());
            }
        }
        if (!unreadable.isEmpty()) {
            throw InputException.of(Subject.content(), String.join("; ", unreadable))
                    .remedy("begin anew with {restart}");
        }
        return Optional.empty();
    }

    /** Removes all checkpoints and, if the folder is then empty, the folder. */
    void discard() {
        sweep();
        generations().forEach(CheckpointFolder::delete);
        deleteIfEmpty(folder);
    }

    static void deleteIfEmpty(Path folder) {
        try (Stream<Path> rest = Files.list(folder)) {
            if (rest.findAny().isEmpty()) {
                Files.delete(folder);
            }
        } catch (NoSuchFileException e) {
            return; // nothing was ever written to it
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": could not be removed; " + FileError.reason(e), e);
        }
    }

    void sweep() {
        sweep(folder, NAME);
    }

    /** Removes temporary files of these names that a killed process left behind. */
    static void sweep(Path folder, String names) {
        // The pattern follows AtomicFile's temporary names.
        files(folder, "\\.(" + names + ")\\..*\\.tmp").forEach(CheckpointFolder::delete);
    }

    /** Returns the checkpoints, newest first. */
    private List<Path> generations() {
        return files(folder, NAME).stream()
                .sorted(Comparator.comparingLong(CheckpointFolder::step).reversed())
                .toList();
    }

    private static long step(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring("step-".length(), name.indexOf('.')));
    }

    private static List<Path> files(Path folder, String pattern) {
        Predicate<Path> named = file -> file.getFileName().toString().matches(pattern);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(named).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": could not be listed; " + FileError.reason(e), e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": could not be removed; " + FileError.reason(e), e);
        }
    }
}
