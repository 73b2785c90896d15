package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BalanceTest {
    private static SoundSet unequal() {
        var recordings = Recordings.none();
        IntStream.range(0, 7).forEach(i -> recordings.add("bell"));
        IntStream.range(0, 3).forEach(i -> recordings.add("clap"));
        return recordings.set();
    }

    @Test
    void none_anySet_isItself() {
        SoundSet set = unequal();

        assertSame(set, Balance.NONE.of(set, 1));
    }

    @Test
    void sampling_unequalClasses_showsEachAsOftenAndEveryRecordingEvenly() {
        SoundSet set = Balance.SAMPLING.of(unequal(), 1);

        Map<String, Long> shown =
                set.files().stream().collect(Collectors.groupingBy(SoundFile::name, Collectors.counting()));
        assertEquals(14, set.size());
        assertEquals(10, shown.size());
        shown.forEach((name, times) -> {
            long least = name.startsWith("bell") ? 1 : 2;
            assertTrue(times == least || times == least + 1 && least == 2, name + " " + times);
        });
        assertEquals(
                7, IntStream.of(set.data().labels()).filter(label -> label == 1).count());
    }

    @Test
    void sampling_sameSeed_isTheSame() {
        assertEquals(
                Balance.SAMPLING.of(unequal(), 4).files(),
                Balance.SAMPLING.of(unequal(), 4).files());
    }
}
