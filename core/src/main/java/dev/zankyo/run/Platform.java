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
 * The parts of the platform that determine a run's result bit for bit, together with its {@linkplain RunFacts facts}.
 * They are texts by name: the program's version, the Java version (exponentials and logarithms may differ), and the
 * backend's {@linkplain ComputeBackend#arithmetic arithmetic}.
 *
 * @param values texts by name, in display order
 */
public record Platform(Map<String, String> values) {
    private static final Platform UNKNOWN = new Platform(Map.of());

    public Platform {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Returns an unknown platform: one without values. */
    static Platform unknown() {
        return UNKNOWN;
    }

    /** Returns the platform of this process. */
    static Platform of(ComputeBackend backend) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("zankyo", Build.version());
        values.put("java version", Integer.toString(Runtime.version().feature()));
        values.put("arithmetic", backend.arithmetic());
        return new Platform(values);
    }

    /**
     * Returns the differences between this platform and {@code now}, a short phrase each; empty if the bits can be
     * equal.
     */
    List<String> changes(Platform now) {
        List<String> changes = new ArrayList<>();
        now.values.forEach((name, is) -> {
            String was = values.getOrDefault(name, "unknown");
            if (!was.equals(is)) {
                changes.add(name + " has changed; was " + FileError.printable(was) + ", is " + is);
            }
        });
        return changes;
    }

    /**
     * Returns the platform of a run that began on this one and continues on {@code now} after {@code steps} steps. The
     * result describes the new platform and names the previous values.
     */
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
