package dev.zankyo.backend.reference;

import dev.zankyo.backend.ComputeBackend;
import java.util.ArrayList;
import java.util.List;

/**
 * The reference backend with one common mistake, and the test of the kit that must detect it.
 *
 * @param mistake the mistake in a word or two; the backend's name
 * @param caughtBy the nested class of {@link dev.zankyo.backend.ComputeBackendContract}, a dot, and the test's method
 * @param backend the broken reference backend
 */
public record BrokenBackend(String mistake, String caughtBy, ComputeBackend backend) {

    /** Returns every mistake. */
    public static List<BrokenBackend> all() {
        List<BrokenBackend> all = new ArrayList<>(BrokenFormulas.all());
        all.addAll(BrokenPlans.all());
        return all;
    }

    @Override
    public String toString() {
        return mistake;
    }
}
