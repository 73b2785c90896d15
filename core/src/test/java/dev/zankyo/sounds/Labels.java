package dev.zankyo.sounds;

import java.nio.file.Path;

/** A reader of tables of labels, for tests of other packages. */
public final class Labels {
    private Labels() {}

    /** Reads a table. */
    public static void read(Path csv) {
        LabelTable.read(csv);
    }
}
