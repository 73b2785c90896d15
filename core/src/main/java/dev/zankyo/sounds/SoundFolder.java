package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The recordings in a folder and in the folders beneath it, by the endings of their names; links are followed, hidden files
 * are not looked at. Their order is that of their names, the same on every system.
 *
 * @param folder where they are
 * @param files the recordings, without labels
 */
public record SoundFolder(Path folder, List<SoundFile> files) {
    private static final Set<String> ENDINGS = Set.of(
            "wav", "wave", "aif", "aiff", "aifc", "au", "snd", "flac", "ogg", "oga", "opus", "mp3", "m4a", "aac", "wma",
            "webm");

    public SoundFolder {
        files = List.copyOf(files);
    }

    /**
     * Looks for the recordings.
     *
     * @param findings is told of folders that cannot be opened
     * @throws InputException if there is no such folder, or no recording in it
     */
    public static SoundFolder open(Path folder, Consumer<Finding> findings) {
        if (!Files.isDirectory(folder)) {
            throw InputException.of(Subject.file(folder), "must be a folder of recordings")
                    .got(Files.exists(folder) ? "a file" : "nothing of that name");
        }
        List<SoundFile> files = new ArrayList<>();
        try {
            Files.walkFileTree(
                    folder,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    Integer.MAX_VALUE,
                    new Walk(folder, files, findings));
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": could not be read; " + FileError.reason(e), e);
        }
        if (files.isEmpty()) {
            throw InputException.of(Subject.file(folder), "must hold recordings, such as .wav files")
                    .got("none")
                    .remedy("check that it is the right folder");
        }
        files.sort(Comparator.comparing(SoundFile::name));
        return new SoundFolder(folder, files);
    }

    /** Whether a file is a recording, by the ending of its name. */
    public static boolean isRecording(Path file) {
        return isRecording(file.getFileName().toString());
    }

    static boolean isRecording(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0
                && !name.startsWith(".")
                && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /**
     * The recordings that have a class by the rule; the others are left out.
     *
     * @param rule says the class of each
     * @param groups says what speaker or place each is of, where that is to be known
     * @param findings is told how many are left out
     * @throws InputException if none has a class, or one has none of the groups
     */
    public List<SoundFile> labelled(LabelRule rule, Optional<NamePattern> groups, Consumer<Finding> findings) {
        List<SoundFile> labelled = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (SoundFile file : files) {
            Optional<String> label = rule.classOf(file.name());
            if (label.isEmpty()) {
                without.add(file.name());
            } else {
                Optional<String> group = groups.map(pattern -> group(file, pattern));
                labelled.add(new SoundFile(file.path(), file.name(), label, group));
            }
        }
        if (labelled.isEmpty()) {
            throw InputException.of(Subject.file(folder), "recordings must have a class")
                    .expected(rule.expectation())
                    .got("none for any of " + Naming.count(files.size(), "recording") + " (" + Naming.some(without)
                            + ")");
        }
        if (!without.isEmpty()) {
            String text = folder + ": " + Naming.count(without.size(), "recording") + " without a class left out ("
                    + Naming.some(without) + ")";
            findings.accept(new Finding(Finding.Kind.LEFT_OUT, text, without));
        }
        return labelled;
    }

    private String group(SoundFile file, NamePattern pattern) {
        return pattern.group(file.name())
                .orElseThrow(() -> InputException.of(Subject.file(folder), "every recording must be of a group")
                        .expected("names like \"" + FileError.printable(pattern.toString()) + "\"")
                        .got(FileError.printable(file.name())));
    }

    /** Collects the recordings; what cannot be opened does not hide the rest. */
    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final List<SoundFile> files;
        private final Consumer<Finding> findings;

        Walk(Path folder, List<SoundFile> files, Consumer<Finding> findings) {
            this.folder = folder;
            this.files = files;
            this.findings = findings;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean hidden = !directory.equals(folder)
                    && directory.getFileName().toString().startsWith(".");
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && isRecording(file)) {
                files.add(new SoundFile(file, name(file), Optional.empty(), Optional.empty()));
            } else if (attributes.isSymbolicLink() && isRecording(file)) {
                unusable(file, "could not be opened; a link to nothing");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(folder)) {
                throw e;
            }
            unusable(file, "could not be opened; " + FileError.reason(e));
            return FileVisitResult.CONTINUE;
        }

        private void unusable(Path file, String why) {
            String text = FileError.printable(name(file)) + ": " + why;
            findings.accept(new Finding(Finding.Kind.UNUSABLE, text, List.of(name(file))));
        }

        private String name(Path file) {
            return folder.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
        }
    }
}
