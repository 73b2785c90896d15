package dev.zankyo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.backend.OpCase;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TestSizeTest {
    @Test
    void everyNth_keepsTheFirstOfEveryGroup_andSpreadsTheOthers() {
        List<String> cases = List.of("a1", "a2", "b1", "a3", "a4", "a5", "b2", "c1");
        assertEquals(List.of("a1", "b1", "a3", "a5", "c1"), TestSize.everyNth(cases, c -> c.charAt(0), 2));
        assertEquals(cases, TestSize.everyNth(cases, c -> c.charAt(0), 1));
    }

    @Test
    void kit_runsEveryOperationInEveryTier() {
        for (int n : new int[] {1, 5, 1000}) {
            Set<OpCase.Kind> kinds = TestSize.everyNth(OpCase.all(), OpCase::kind, n).stream()
                    .map(OpCase::kind)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(OpCase.Kind.class)));
            assertEquals(EnumSet.copyOf(Arrays.asList(OpCase.Kind.values())), kinds);
        }
    }
}
