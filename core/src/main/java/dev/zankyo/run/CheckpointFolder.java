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
 * The two newest checkpoints of an unfinished run, {@code step-N.safetensors} after N steps. One is removed only when the
 * one after next is safely on the disk, so that at any instant at least one is whole. One process at a time: the one that has {@linkplain RunLock locked} the run.
 */
public final class CheckpointFolder {
    private static final int GENERATIONS = 2;
    private static final String NAME = "step-\\d{1,18}\\.safetensors";

    private final Path folder;

    CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Saves a run, then forgets all but the newest two.
     *
     * @throws UncheckedIOException if it cannot be written; what was saved before is still there
     */
    void save(SavedRun run) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": could not be made; " + FileError.reason(e), e);
        }
        Path file = folder.resolve("step-" + run.checkpoint().state().step() + ".safetensors");
        CheckpointFile.write(file, run);
        List<Path> generations = generations();
        int saved = generations.indexOf(file);
        generations.subList(0, saved).forEach(CheckpointFolder::delete); // unreadable, or this run would stand there
        generations.stream().skip(saved + GENERATIONS).forEach(CheckpointFolder::delete);
    }

    /** Whether there is anything saved, readable or not. */
    public boolean isEmpty() {
        return generations().isEmpty();
    }

    /**
     * The newest run that can be read.
     *
     * @param notes is told, in a line each, of those newer that cannot
     * @throws InputException if there are some but none can be read
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

    /** Removes all checkpoints and, if nothing else is in it, the folder. */
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

    /** Removes what a process that was killed while it wrote files of these names has left behind. */
    static void sweep(Path folder, String names) {
        // As AtomicFile calls what it has not finished.
        files(folder, "\\.(" + names + ")\\..*\\.tmp").forEach(CheckpointFolder::delete);
    }

    /** The newest first. */
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

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": could not be removed; " + FileError.reason(e), e);
        }
    }
}
