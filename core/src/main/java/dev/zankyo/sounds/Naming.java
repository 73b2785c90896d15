package dev.zankyo.sounds;

import dev.zankyo.io.FileError;
import java.util.List;
import java.util.stream.Collectors;

/** The wording of names and counts in messages. */
final class Naming {
    static final int SHOWN = 3;

    private Naming() {}

    /** Returns the first few of the names. */
    static String some(List<String> names) {
        String first = names.stream().limit(SHOWN).map(FileError::printable).collect(Collectors.joining(", "));
        return names.size() <= SHOWN ? first : first + ", ...";
    }

    /** Returns a count with its noun, such as "1 recording" or "7 recordings". */
    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
