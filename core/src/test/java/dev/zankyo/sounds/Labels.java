package dev.zankyo.sounds;

import java.nio.file.Path;

/** Tables of labels, for tests of other packages. */
public final class Labels {
    private Labels() {}

    /** Reads one. */
    public static void read(Path csv) {
        LabelTable.read(csv);
    }
}
