package dev.zankyo.sounds;

import java.nio.file.Path;
import java.util.List;

/** A reader of tables of labels, for tests of other packages. */
public final class Labels {
    private Labels() {}

    /** Reads a table. */
    public static void read(Path csv) {
        LabelRule.table(csv, TableColumns.AUTO).examples(List.of(SoundFile.of(csv, "a.wav")), finding -> {});
    }

    /** Reads a list of recordings. */
    public static void readList(Path file) {
        NameList.read(file).names(List.of(SoundFile.of(file, "a.wav")), finding -> {});
    }
}
