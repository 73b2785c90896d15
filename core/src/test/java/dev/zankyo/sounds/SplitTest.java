package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.data.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SplitTest {
    private static SoundSet unequal() {
        var recordings = Recordings.none();
        IntStream.range(0, 40).forEach(i -> recordings.add("bell"));
        IntStream.range(0, 10).forEach(i -> recordings.add("clap"));
        IntStream.range(0, 2).forEach(i -> recordings.add("hum"));
        recordings.add("knock");
        return recordings.set();
    }

    /** Returns recordings of six speakers, of whom the last has more than the others. */
    private static SoundSet spoken() {
        var recordings = Recordings.none();
        for (int speaker = 0; speaker < 6; speaker++) {
            for (int i = 0; i < 20 + speaker; i++) {
                recordings.add(i % 2 == 0 ? "no" : "yes", "speaker " + speaker);
            }
        }
        return recordings.set();
    }

    private static Map<String, Long> counts(SoundSet set) {
        return set.files().stream()
                .collect(
                        Collectors.groupingBy(file -> file.label().orElseThrow(), TreeMap::new, Collectors.counting()));
    }

    private static List<String> names(SoundSet set) {
        return set.files().stream().map(SoundFile::name).toList();
    }

    private static Set<String> groups(SoundSet set) {
        return set.files().stream().map(file -> file.group().orElseThrow()).collect(Collectors.toSet());
    }

    @Test
    void byShare_unequalClasses_isTheShareOfEachAndNeverAll() {
        Split split = Split.byShare(unequal(), 0.2, 1);

        assertEquals(Map.of("bell", 8L, "clap", 2L, "hum", 1L), counts(split.test()));
        assertEquals(Map.of("bell", 32L, "clap", 8L, "hum", 1L, "knock", 1L), counts(split.training()));
        assertEquals(split.training().data().classes(), split.test().data().classes());
    }

    @Test
    void byShare_sameSeed_isTheSameAndAnotherIsNot() {
        SoundSet all = unequal();

        assertEquals(
                names(Split.byShare(all, 0.2, 1).test()),
                names(Split.byShare(all, 0.2, 1).test()));
        assertNotEquals(
                names(Split.byShare(all, 0.2, 1).test()),
                names(Split.byShare(all, 0.2, 2).test()));
    }

    @Test
    void byShare_everyRow_keepsItsSpectrogramAndLabel() {
        SoundSet all = unequal();
        Split split = Split.byShare(all, 0.3, 3);
        float[] expected = new float[24];
        float[] row = new float[24];

        for (SoundSet part : List.of(split.training(), split.test())) {
            for (int i = 0; i < part.size(); i++) {
                int origin = names(all).indexOf(part.files().get(i).name());
                all.data().copyRow(origin, expected, 0);
                part.data().copyRow(i, row, 0);
                assertTrue(Arrays.equals(expected, row));
                String label = part.data().classes().get(part.data().labels()[i]);
                assertEquals(part.files().get(i).label().orElseThrow(), label);
                assertEquals(all.facts().get(origin), part.facts().get(i));
            }
        }
        assertEquals(all.size(), split.training().size() + split.test().size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void byShare_groups_areNotParted(long seed) {
        SoundSet all = spoken();

        Split split = Split.byShare(all, 0.35, seed);

        assertTrue(groups(split.training()).stream().noneMatch(groups(split.test())::contains), "seed " + seed);
        assertEquals(2, groups(split.test()).size(), "seed " + seed);
    }

    @Test
    void byShare_groups_dependOnTheSeed() {
        SoundSet all = spoken();

        assertTrue(LongStream.range(1, 20)
                        .mapToObj(seed -> groups(Split.byShare(all, 0.2, seed).test()))
                        .distinct()
                        .count()
                > 2);
    }

    @Test
    void byPattern_matchingNames_areTheTest() {
        Split split = Split.byPattern(unequal(), NamePattern.of("testPattern", "[0-9][.]wav|2.[.]wav"));

        assertEquals(List.of("bell/0.wav", "bell/1.wav"), names(split.test()).subList(0, 2));
        assertEquals(20, split.test().size());
        assertFalse(names(split.training()).contains("bell/0.wav"));
    }

    @Test
    void split_ofNoUse_isRefused() {
        SoundSet all = unequal();
        SoundSet bells = all.select(0, 1, 2);
        SoundSet knock = all.select(52);

        assertRefused(
                "split: both parts must have recordings; got 3 to train on and 0 to test on", bells, bells.select());
        assertRefused(
                "split: both parts must have recordings; got 0 to train on and 3 to test on", bells.select(), bells);
        assertRefused("split: recordings to learn from must be of at least 2 classes; got only bell", bells, knock);
        assertRefused(
                "class must be one of those learnt; expected one of bell, clap, got \"knock\" (leave it out, or train with recordings of its class)",
                all.select(0, 45),
                knock);
        var alone = Recordings.none().add("a", "theo").add("b", "theo").set();
        var refused = assertThrows(InputException.class, () -> Split.byShare(alone, 0.5, 1));
        assertEquals("split: there must be at least 2 groups, one to test on; got only theo", refused.getMessage());
    }

    private static void assertRefused(String expected, SoundSet training, SoundSet test) {
        var refused = assertThrows(InputException.class, () -> new Split(training, test));
        assertTrue(refused.getMessage().contains(expected), refused::getMessage);
    }

    /**
     * Returns recordings of four speakers; row i has the value i, and one class is three times as large as the other.
     */
    private static SoundSet ofFourSpeakers() {
        return thirtyTwo(true);
    }

    private static SoundSet thirtyTwo(boolean grouped) {
        List<SoundFile> files = new ArrayList<>();
        List<SoundFacts> facts = new ArrayList<>();
        int[] labels = new int[32];
        float[] values = new float[32];
        for (int i = 0; i < 32; i++) {
            labels[i] = i / 4 % 4 == 0 ? 1 : 0;
            values[i] = i;
            String label = labels[i] == 1 ? "b" : "a";
            files.add(new SoundFile(
                    Path.of(i + ".wav"),
                    i + ".wav",
                    Annotation.label(label).withGroup(grouped ? Optional.of("speaker " + i % 4) : Optional.empty())));
            facts.add(new SoundFacts("", 8000, 1, 1, 1, 1, 0, "", ""));
        }
        return new SoundSet(new Dataset(List.of("a", "b"), labels, values, 1, 1), files, facts);
    }

    @Test
    void holdOut_recordingsOfOneSpeaker_areInOnePart() {
        Split parts = Split.holdOut(ofFourSpeakers(), 0.25, 3, Balance.SAMPLING);
        Set<Integer> trainingRows = speakers(parts.training().data());
        Set<Integer> heldOut = speakers(parts.test().data());
        assertEquals(3, trainingRows.size());
        assertEquals(1, heldOut.size());
        assertFalse(trainingRows.containsAll(heldOut));
        assertEquals(8, parts.test().size());
        assertEquals(36, parts.training().size()); // 18 of each class
        assertThrows(InputException.class, () -> Split.holdOut(ofFourSpeakers(), 1, 3, Balance.NONE));
    }

    @Test
    void holdOut_balancedWithoutGroups_leavesNoCopyOfWhatIsHeldOut() {
        SoundSet all = thirtyTwo(false);
        Split parts = Split.holdOut(all, 0.25, 3, Balance.SAMPLING);
        Set<Float> trainingRows = values(parts.training());
        Set<Float> heldOut = values(parts.test());
        assertEquals(8, heldOut.size()); // 6 and 2
        assertEquals(24, trainingRows.size());
        assertEquals(36, parts.training().size()); // 18 of each class
        assertTrue(Collections.disjoint(trainingRows, heldOut));
    }

    private static Set<Float> values(SoundSet set) {
        Set<Float> values = new TreeSet<>();
        for (float value : set.data().values()) {
            values.add(value);
        }
        return values;
    }

    private static Set<Integer> speakers(Dataset rows) {
        Set<Integer> speakers = new TreeSet<>();
        for (float number : rows.values()) {
            speakers.add((int) number % 4);
        }
        return speakers;
    }
}
