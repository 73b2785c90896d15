package dev.zankyo.cli.inspect;

import java.util.ArrayList;
import java.util.List;

/** The outcome of verifying backends, one after another. */
final class Verification {
    private final List<String> good = new ArrayList<>();
    private final List<String> bad = new ArrayList<>();
    private int checks;

    /** Adds the checks of a backend, one line each. A backend that has nothing to prove has no checks. */
    void add(String backend, List<String> lines) {
        long failed = lines.stream().filter(line -> !line.endsWith(" ok")).count();
        if (failed > 0) {
            bad.add(backend + " failed " + failed + " of " + lines.size() + " checks");
        } else if (!lines.isEmpty()) {
            good.add(backend);
            checks += lines.size();
        }
    }

    boolean failed() {
        return !bad.isEmpty();
    }

    /** Returns one line with the result of all backends. */
    String result() {
        if (failed()) {
            return "not verified: " + String.join("; ", bad)
                    + (good.isEmpty() ? "" : "; ok: " + String.join(", ", good));
        }
        return good.isEmpty()
                ? "verified: no native backend is available to be compared with java"
                : "verified: " + String.join(", ", good) + (good.size() == 1 ? " agrees" : " agree") + " with java ("
                        + checks + " checks ok)";
    }
}
