package dev.zankyo.cli.sounds;

import dev.zankyo.InputException;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.sounds.FeatureCache;
import dev.zankyo.sounds.Finding;
import dev.zankyo.sounds.NamePattern;
import dev.zankyo.sounds.SoundFile;
import dev.zankyo.sounds.SoundFolder;
import dev.zankyo.sounds.SoundReader;
import dev.zankyo.sounds.SoundSet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** A folder of recordings to measure on, and which class each is of. */
public final class MeasuredSounds {
    @Option(
            names = "--sounds",
            paramLabel = "DIR",
            required = true,
            description = "Recordings to measure on. Their class is the sub-folder they are in, unless told otherwise.")
    private Path folder;

    @ArgGroup(exclusive = false)
    private LabelOptions labels;

    @Option(
            names = "--test-pattern",
            paramLabel = "REGEX",
            description = "Only recordings whose names match, as for 'train': '.*_[0-4]\\.wav'.")
    private String pattern;

    @Option(
            names = "--group-pattern",
            paramLabel = "REGEX",
            description = "With --folds: recordings of one speaker or place stay in one fold, those with the same first"
                    + " group of this pattern, such as '\\d_(.*)_.*'.")
    private String groupPattern;

    /** Where they are. */
    public Path folder() {
        return folder;
    }

    /** Whether recordings are to be kept together. */
    public boolean grouped() {
        return groupPattern != null;
    }

    /**
     * Listens to the recordings.
     *
     * @param frontEnd what makes spectrograms of these files
     * @return labelled rows, the classes as in the folder
     */
    public SoundSet read(
            Function<List<SoundFile>, LogMelSpec> frontEnd,
            FeatureCache cache,
            ReadingListener view,
            int threads,
            PrintWriter err) {
        Consumer<Finding> findings = finding -> {
            err.println("note: " + finding);
            err.flush();
        };
        Optional<NamePattern> groups =
                Optional.ofNullable(groupPattern).map(regex -> NamePattern.withGroup("--group-pattern", regex));
        List<SoundFile> files =
                SoundFolder.open(folder, findings).labelled(LabelOptions.rule(labels), groups, findings);
        if (pattern != null) {
            NamePattern wanted = NamePattern.of("--test-pattern", pattern);
            files = files.stream().filter(file -> wanted.matches(file.name())).toList();
        }
        if (files.isEmpty()) {
            throw new InputException("--test-pattern: must match the name of a recording in " + folder + "; got none");
        }
        SoundSet sounds = new SoundReader(frontEnd.apply(files), threads, cache, view).read(files, findings);
        err.println(folder + ": " + sounds.size() + " recordings");
        err.flush();
        return sounds;
    }
}
