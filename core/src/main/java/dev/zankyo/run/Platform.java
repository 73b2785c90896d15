package dev.zankyo.run;

import dev.zankyo.Build;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.io.FileError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What decides a run's bits besides its {@linkplain RunFacts facts}, as text by name: the program's version, that of Java,
 * whose exponentials and logarithms may change with it, and the {@linkplain ComputeBackend#arithmetic arithmetic} of the
 * backend.
 *
 * @param values in the order in which they are told
 */
public record Platform(Map<String, String> values) {
    private static final Platform UNKNOWN = new Platform(Map.of());

    public Platform {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** That of a run of which nothing is known. */
    static Platform unknown() {
        return UNKNOWN;
    }

    /** That of this process. */
    static Platform of(ComputeBackend backend) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("zankyo", Build.version());
        values.put("java version", Integer.toString(Runtime.version().feature()));
        values.put("arithmetic", backend.arithmetic());
        return new Platform(values);
    }

    /** What is another now, in a few words each; nothing if the bits can be the same. */
    List<String> changes(Platform now) {
        List<String> changes = new ArrayList<>();
        now.values.forEach((name, is) -> {
            String was = values.getOrDefault(name, "unknown");
            if (!was.equals(is)) {
                changes.add(name + " is another; was " + FileError.printable(was) + ", is " + is);
            }
        });
        return changes;
    }

    /** That of a run which began on this one and goes on after so many steps on another: the other, and what was before. */
    Platform continuedOn(Platform now, long steps) {
        List<String> changes = changes(now);
        if (changes.isEmpty()) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(now.values);
        values.forEach((name, was) -> {
            if (!now.values.containsKey(name)) {
                all.put(name, was);
            }
        });
        all.put("until step " + steps, String.join("; ", changes));
        return new Platform(all);
    }
}
