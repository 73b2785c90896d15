package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.data.Finding;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The recordings in a folder and its subfolders, found by file extension and sorted by name, in the same order on every
 * system. Links are followed; hidden files are ignored.
 *
 * @param folder the folder
 * @param files the recordings, without labels
 */
public record SoundFolder(Path folder, List<SoundFile> files) {
    /** The extensions of sound files. Files that need a missing decoder count too: they are reported, not ignored. */
    private static final Set<String> EXTENSIONS = Set.of(
            "wav", "wave", "bwf", "rf64", "w64", "aif", "aiff", "aifc", "au", "snd", "flac", "ogg", "oga", "opus",
            "spx", "mp2", "mp3", "m4a", "m4b", "mp4", "3gp", "aac", "ac3", "amr", "ape", "caf", "gsm", "mka", "nist",
            "sph", "tta", "voc", "webm", "wma", "wv");

    /** The most extensions that are named when other files are skipped. */
    private static final int MOST_EXTENSIONS = 5;

    public SoundFolder {
        files = List.copyOf(files);
    }

    /**
     * Finds the recordings.
     *
     * @param findings receives folders that cannot be opened, and the number of other files
     * @throws InputException if there is no such folder, or no recording in it
     */
    public static SoundFolder open(Path folder, Consumer<Finding> findings) {
        if (!Files.isDirectory(folder)) {
            throw InputException.of(Subject.file(folder), "must be a folder of recordings")
                    .got(Files.exists(folder) ? "a file" : "nothing of that name");
        }
        List<SoundFile> files = new ArrayList<>();
        Walk walk = new Walk(folder, files, findings);
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": could not be read; " + FileError.reason(e), e);
        }
        if (files.isEmpty()) {
            throw InputException.of(Subject.file(folder), "must hold recordings, such as .wav files")
                    .got("none")
                    .remedy("check that it is the right folder");
        }
        walk.reportOthers();
        files.sort(Comparator.comparing(SoundFile::name));
        return new SoundFolder(folder, files);
    }

    /** Returns whether a file is a recording, by its extension. */
    public static boolean isRecording(Path file) {
        return isRecording(file.getFileName().toString());
    }

    static boolean isRecording(String name) {
        return !name.startsWith(".") && EXTENSIONS.contains(extension(name));
    }

    /** Returns what follows the last dot in lower case, or an empty text. */
    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
    }

    /**
     * Returns the examples that a rule labels. Recordings without a label are skipped.
     *
     * @param rule gives the class of each recording, or its segments
     * @param groups gives the speaker or place of each recording, if the rule does not
     * @param findings receives what the rule understood, and the number of skipped recordings
     * @throws InputException if no recording has a class, or a recording has no group
     */
    public List<SoundFile> labelled(LabelRule rule, Optional<NamePattern> groups, Consumer<Finding> findings) {
        List<SoundFile> labelled = rule.examples(files, findings);
        Set<Path> used = labelled.stream().map(SoundFile::path).collect(Collectors.toSet());
        List<String> without = files.stream()
                .filter(file -> !used.contains(file.path()))
                .map(SoundFile::name)
                .toList();
        if (labelled.isEmpty()) {
            throw InputException.of(Subject.file(folder), "recordings must have a class")
                    .expected(rule.expectation())
                    .got("none for any of " + Naming.count(files.size(), "recording") + " (" + Naming.some(without)
                            + ")");
        }
        if (!without.isEmpty()) {
            String text = folder + ": " + Naming.count(without.size(), "recording") + " without a class skipped ("
                    + Naming.some(without) + ")";
            findings.accept(new Finding(Finding.Kind.SKIPPED, text, without));
        }
        return groups.map(pattern -> labelled.stream()
                        .map(file -> file.with(file.known().withGroup(Optional.of(group(file, pattern)))))
                        .toList())
                .orElse(labelled);
    }

    private String group(SoundFile file, NamePattern pattern) {
        return pattern.group(file.name())
                .orElseThrow(() -> InputException.of(Subject.file(folder), "every recording must belong to a group")
                        .expected("names like \"" + FileError.printable(pattern.toString()) + "\"")
                        .got(FileError.printable(file.name())));
    }

    /** A file visitor that collects the recordings. Entries that cannot be opened do not stop it. */
    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final List<SoundFile> files;
        private final Consumer<Finding> findings;
        private final Map<String, Integer> others = new TreeMap<>();

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
                files.add(SoundFile.of(file, name(file)));
            } else if (attributes.isSymbolicLink() && isRecording(file)) {
                unusable(file, "could not be opened; broken link");
            } else if (attributes.isRegularFile()
                    && !file.getFileName().toString().startsWith(".")) {
                String extension = extension(file.getFileName().toString());
                others.merge(extension.isEmpty() ? "without extension" : "." + extension, 1, Integer::sum);
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

        /** Reports the number of files that are no recordings, by extension, the most frequent first. */
        void reportOthers() {
            if (others.isEmpty()) {
                return;
            }
            int count = others.values().stream().mapToInt(Integer::intValue).sum();
            String kinds = others.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                    .limit(MOST_EXTENSIONS)
                    .map(entry -> entry.getValue() + " " + FileError.printable(entry.getKey()))
                    .collect(Collectors.joining(", "));
            String more = others.size() > MOST_EXTENSIONS ? ", ..." : "";
            findings.accept(new Finding(
                    Finding.Kind.SKIPPED,
                    folder + ": " + Naming.count(count, "other file") + " skipped (" + kinds + more + ")",
                    List.of()));
        }

        private void unusable(Path file, String why) {
            String text = FileError.printable(name(file)) + ": " + why;
            findings.accept(new Finding(Finding.Kind.UNUSABLE, text, List.of(name(file))));
        }

        private String name(Path file) {
            return FileNames.within(folder, file);
        }
    }
}
