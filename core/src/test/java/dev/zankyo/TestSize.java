package dev.zankyo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The share of generated test cases that run: all of them, or one in {@code zankyo.test.oneIn}. The build sets this
 * system property for its short tier. Another build that uses the conformance kit gets every case.
 */
public final class TestSize {
    private static final int ONE_IN = Integer.getInteger("zankyo.test.oneIn", 1);

    private TestSize() {}

    /** Returns the number of cases to run out of {@code count} random ones; at least one. */
    public static int of(int count) {
        return Math.max(1, count / ONE_IN);
    }

    /** Returns the cases to run in their order: the first of every group, and every n-th of that group after it. */
    public static <T> List<T> of(List<T> cases, Function<T, ?> group) {
        return everyNth(cases, group, ONE_IN);
    }

    static <T> List<T> everyNth(List<T> cases, Function<T, ?> group, int n) {
        List<T> taken = new ArrayList<>();
        Map<Object, Integer> seen = new HashMap<>();
        for (T candidate : cases) {
            if ((seen.merge(group.apply(candidate), 1, Integer::sum) - 1) % n == 0) {
                taken.add(candidate);
            }
        }
        return taken;
    }
}
