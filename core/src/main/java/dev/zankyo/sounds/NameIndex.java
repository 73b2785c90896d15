package dev.zankyo.sounds;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An index of the values of a table's file column by the names of recordings. A value is a path, with or without
 * extension. It is relative to the folder or to a folder below, or it is a longer path that ends with the recording's
 * path. Values and names are compared in Unicode's composed form.
 *
 * @param <T> the meaning of a value, such as a row of the table
 */
final class NameIndex<T> {
    private final Map<String, List<T>> whole = new HashMap<>();
    private final Map<String, Set<String>> withoutExtension = new HashMap<>();
    private final Map<String, Set<String>> byEnd = new HashMap<>();

    /** Adds a meaning of a value; a value may have several. */
    void add(String value, T meaning) {
        String path = path(value);
        if (whole.computeIfAbsent(path, absent -> new ArrayList<>()).isEmpty()) {
            withoutExtension
                    .computeIfAbsent(withoutExtension(path), absent -> new HashSet<>())
                    .add(path);
            for (int at = 0; at >= 0; at = next(path, at)) {
                String end = path.substring(at);
                byEnd.computeIfAbsent(end, absent -> new HashSet<>()).add(path);
                byEnd.computeIfAbsent(withoutExtension(end), absent -> new HashSet<>())
                        .add(path);
            }
        }
        whole.get(path).add(meaning);
    }

    /** Returns the value that names a recording most exactly; null if none does, or several do. */
    String valueOf(String name) {
        String bare = withoutExtension(name);
        for (String spelling : List.of(name, bare)) {
            for (int at = 0; at >= 0; at = next(spelling, at)) {
                if (whole.containsKey(spelling.substring(at))) {
                    return spelling.substring(at);
                }
            }
        }
        for (int at = 0; at >= 0; at = next(bare, at)) {
            Set<String> others = withoutExtension.getOrDefault(bare.substring(at), Set.of());
            if (!others.isEmpty()) {
                return onlyOne(others);
            }
        }
        Set<String> longer = byEnd.getOrDefault(name, byEnd.getOrDefault(bare, Set.of()));
        return onlyOne(longer);
    }

    private static String onlyOne(Set<String> values) {
        return values.size() == 1 ? values.iterator().next() : null;
    }

    /** Returns the meanings of a value, in the order in which they were added. */
    List<T> meanings(String value) {
        return whole.get(value);
    }

    /** Returns all values, as paths. */
    Set<String> values() {
        return whole.keySet();
    }

    /** Returns a value as a path in composed form, separated by slashes. */
    static String path(String value) {
        String path = FileNames.composed(value).replace('\\', '/');
        return path.startsWith("./") ? path.substring(2) : path;
    }

    /** Returns every value that would name a recording: the ends of its path, with and without extension. */
    static List<String> spellings(String name) {
        List<String> spellings = new ArrayList<>();
        for (String spelling : List.of(name, withoutExtension(name))) {
            for (int at = 0; at >= 0; at = next(spelling, at)) {
                spellings.add(spelling.substring(at));
            }
        }
        return spellings;
    }

    /** Returns whether a value names a recording, given all spellings and all whole names of the recordings. */
    static boolean names(String value, Set<String> spellings, Set<String> wholes) {
        String path = path(value);
        String bare = withoutExtension(path);
        if (spellings.contains(path) || spellings.contains(bare)) {
            return true;
        }
        for (int at = next(path, 0); at >= 0; at = next(path, at)) {
            if (wholes.contains(path.substring(at)) || wholes.contains(withoutExtension(path.substring(at)))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the index after the next slash of a path, where the path without its first folder starts; -1 if there is
     * no slash.
     */
    private static int next(String name, int at) {
        int slash = name.indexOf('/', at);
        return slash < 0 ? -1 : slash + 1;
    }

    static String withoutExtension(String name) {
        return SoundFolder.isRecording(name) ? name.substring(0, name.lastIndexOf('.')) : name;
    }
}
