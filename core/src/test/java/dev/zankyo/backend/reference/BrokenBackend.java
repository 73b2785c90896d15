package dev.zankyo.backend.reference;

import dev.zankyo.backend.ComputeBackend;
import java.util.ArrayList;
import java.util.List;

/**
 * The reference with one mistake of the kind that is easily made, and the test of the kit that must find it.
 *
 * @param mistake what is wrong, in a word or two; the backend's name
 * @param caughtBy the nested class of {@link dev.zankyo.backend.ComputeBackendContract}, a dot, and the test's method
 * @param backend the reference, broken
 */
public record BrokenBackend(String mistake, String caughtBy, ComputeBackend backend) {

    /** Every mistake. */
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
