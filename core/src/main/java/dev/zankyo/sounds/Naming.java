package dev.zankyo.sounds;

import dev.zankyo.io.FileError;
import java.util.List;
import java.util.stream.Collectors;

/** Words for recordings and counts in messages. */
final class Naming {
    static final int SHOWN = 3;

    private Naming() {}

    /** The first few of some names. */
    static String some(List<String> names) {
        String first = names.stream().limit(SHOWN).map(FileError::printable).collect(Collectors.joining(", "));
        return names.size() <= SHOWN ? first : first + ", ...";
    }

    /** Such as "1 recording" or "7 recordings". */
    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
