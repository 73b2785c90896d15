package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.data.Finding;
import dev.zankyo.data.Finding.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DoctorTest {
    private final Recordings training = Recordings.none();
    private final Recordings test = Recordings.none();

    /** Creates recordings without problems. */
    DoctorTest() {
        for (int i = 0; i < 60; i++) {
            training.add(i % 2 == 0 ? "no" : "yes");
        }
        for (int i = 60; i < 80; i++) {
            int other = 500 + i;
            test.add(
                    i % 2 == 0 ? "no" : "yes",
                    null,
                    Recordings.row(other),
                    Recordings.facts("hash " + other, 0.5, 0.5));
        }
    }

    private List<Finding> findings() {
        return Doctor.examine(new Split(training.set(), test.set()), Balance.NONE);
    }

    private void assertFound(Kind kind, String text, String... names) {
        assertEquals(List.of(new Finding(kind, text, List.of(names))), findings());
    }

    private static float[] changed(float[] row, double by) {
        float[] other = row.clone();
        for (int i = 0; i < row.length; i++) {
            other[i] += (float) (i % 2 == 0 ? by : -by);
        }
        return other;
    }

    @Test
    void examine_nothingWrong_findsNothing() {
        assertEquals(List.of(), findings());
    }

    @Test
    void examine_sameFileTwice_isFound() {
        training.add("no", null, Recordings.row(900), Recordings.facts("hash 2", 0.5, 0.5));

        assertFound(Kind.DUPLICATES, "1 recording is the same as another (no/60.wav = no/2.wav)", "no/60.wav");
    }

    @Test
    void examine_sameFileInBothParts_isFound() {
        test.add("no", null, Recordings.row(2), Recordings.facts("hash 2", 0.5, 0.5));

        assertFound(
                Kind.IN_BOTH_SETS,
                "1 test recording is the same as a training recording, so the test is too easy (no/20.wav = no/2.wav)",
                "no/20.wav");
    }

    @Test
    void examine_sameFileOfTwoClasses_isFound() {
        training.add("yes", null, Recordings.row(2), Recordings.facts("hash 2", 0.5, 0.5));

        assertFound(
                Kind.CONTRADICTION,
                "1 recording is the same as one of another class (yes/60.wav = no/2.wav)",
                "yes/60.wav");
    }

    @Test
    void examine_nearlySameSpectrogram_isFoundAndAnotherIsNot() {
        test.add("no", null, changed(Recordings.row(4), 0.05), Recordings.facts("other", 0.5, 0.5));
        test.add("no", null, changed(Recordings.row(6), 0.3), Recordings.facts("another", 0.5, 0.5));

        assertFound(
                Kind.IN_BOTH_SETS,
                "1 test recording is nearly the same as a training recording, so the test is too easy"
                        + " (no/20.wav = no/4.wav)",
                "no/20.wav");
    }

    @Test
    void examine_shortRecordings_areNotAlikeByTheirPadding() {
        for (int row : new int[] {700, 701}) {
            float[] beep = new float[24];
            Arrays.fill(beep, -20);
            System.arraycopy(changed(Recordings.row(800), row == 700 ? 0 : 0.3), 0, beep, 0, 2);
            training.add("no", null, beep, Recordings.facts("hash " + row, 0.5, 0.5));
        }

        assertEquals(List.of(), findings());
    }

    @Test
    void examine_aGroupInBothParts_isFound() {
        training.add("no", "theo");
        test.add("no", "theo", Recordings.row(901), Recordings.facts("hash 901", 0.5, 0.5));

        assertFound(Kind.IN_BOTH_SETS, "1 group is in training and test set (theo)");
    }

    @Test
    void examine_silence_isFoundAndIsNoDuplicate() {
        float[] floor = new float[24];
        Arrays.fill(floor, -3);
        training.add("no", null, floor, Recordings.facts("a", 0.5, 0));
        training.add("no", null, floor, Recordings.facts("b", 0.6, 0));

        assertFound(
                Kind.SILENT,
                "2 recordings are silent, or more than 60 dB below full scale (no/60.wav, no/61.wav)",
                "no/60.wav",
                "no/61.wav");
    }

    @Test
    void examine_clippedAndDamaged_areFound() {
        training.add(
                "no", null, Recordings.row(902), new SoundFacts("c", Recordings.RATE, 1, 0.5, 1, 0.5, 0.02, "", ""));
        training.add(
                "no",
                null,
                Recordings.row(903),
                new SoundFacts("d", Recordings.RATE, 1, 0.5, 0.5, 0.1, 0, "truncated", ""));

        assertEquals(
                List.of(
                        "1 recording is damaged and used as far as possible (no/61.wav: truncated)",
                        "1 recording is clipped: the loudest parts are cut off (no/60.wav)"),
                findings().stream().map(Finding::text).toList());
    }

    @Test
    void examine_manyOfAKind_areCountedAndAFewNamed() {
        for (int i = 0; i < 3; i++) {
            training.add("no", null, Recordings.row(905 + i), Recordings.facts("hash " + 2 * i, 0.5, 0.5));
            String warning = "cut \u001b[2J";
            var damaged = new SoundFacts("damaged " + i, Recordings.RATE, 1, 0.5, 0.5, 0.1, 0, warning, "");
            training.add("yes", "group " + i, Recordings.row(910 + i), damaged);
            test.add("yes", "group " + i, Recordings.row(915 + i), Recordings.facts("fine " + i, 0.5, 0.5));
        }
        assertEquals(
                List.of(
                        "3 recordings are damaged and used as far as possible (yes/61.wav: cut \\u001b[2J; ...)",
                        "3 groups are in training and test set (group 0, group 1, group 2)",
                        "3 recordings are the same as another (no/60.wav = no/0.wav, no/62.wav = no/2.wav, ...)"),
                findings().stream().map(Finding::text).toList());
    }

    @Test
    void examine_manyUntestedClasses_areCounted() {
        for (String label : List.of("a", "b", "c", "d")) {
            IntStream.range(0, 10).forEach(i -> training.add(label));
        }
        assertFound(Kind.UNTESTED_CLASS, "4 classes have no test recording (a, b, c, ...)");
    }

    /** Checks a recording with two copies at other levels: each copy is reported once. */
    @Test
    void examine_severalNearCopiesOfOne_areToldOnceEach() {
        float[] row = Recordings.row(8);
        test.add("no", null, changed(row, 0.03), Recordings.facts("x", 0.5, 0.5));
        test.add("no", null, changed(row, -0.03), Recordings.facts("y", 0.5, 0.5));
        assertEquals(
                List.of("no/20.wav", "no/21.wav"),
                findings().stream()
                        .flatMap(finding -> finding.names().stream())
                        .sorted()
                        .toList());
    }

    @Test
    void examine_sampleRates_areCounted() {
        training.add("no", null, Recordings.row(904), new SoundFacts("e", 44_100, 2, 0.5, 0.5, 0.1, 0, "", ""));

        assertFound(
                Kind.SAMPLE_RATES,
                "recordings have 2 sample rates (80 of 8000 Hz, 1 of 44100 Hz); frequencies above half the lowest rate may give"
                        + " the class away");
    }

    @Test
    void examine_unequalAndUntestedClasses_areFound() {
        IntStream.range(0, 3).forEach(i -> training.add("maybe"));

        assertEquals(
                List.of(
                        new Finding(
                                Kind.UNEQUAL_CLASSES,
                                "classes are very unequal; no has 30 training recordings, maybe 3 (pass"
                                        + " {balance} sampling to show them equally often)",
                                List.of()),
                        new Finding(Kind.UNTESTED_CLASS, "1 class has no test recording (maybe)", List.of())),
                findings());
    }

    @Test
    void examine_lengthThatGivesTheClassAway_isFoundAndEqualLoudnessIsNot() {
        assertEquals(List.of(Kind.LENGTH_PREDICTS_CLASS), kindsOf(i -> i % 2 == 0 ? 1.5 + 0.001 * i : 0.2, i -> 0.5));
    }

    @Test
    void examine_loudnessThatGivesTheClassAway_isFoundAndEqualLengthIsNot() {
        assertEquals(List.of(Kind.LOUDNESS_PREDICTS_CLASS), kindsOf(i -> 5, i -> i % 2 == 0 ? 0.9 : 0.1 + 0.001 * i));
    }

    private static List<Kind> kindsOf(IntToDoubleFunction seconds, IntToDoubleFunction peak) {
        var part = new Recordings[] {Recordings.none(), Recordings.none()};
        for (int i = 0; i < 80; i++) {
            SoundFacts facts = Recordings.facts("x" + i, seconds.applyAsDouble(i), peak.applyAsDouble(i));
            part[i < 60 ? 0 : 1].add(i % 2 == 0 ? "yes" : "no", null, Recordings.row(i), facts);
        }
        List<Finding> found = Doctor.examine(new Split(part[0].set(), part[1].set()), Balance.NONE);
        assertTrue(
                found.get(0).text().endsWith(" alone predicts the class of 100 % of the recordings; chance is 50 %"));
        return found.stream().map(Finding::kind).toList();
    }

    @Test
    void findings_theirKinds_areFaultsUnlessAskedFor() {
        assertFalse(Kind.SKIPPED.isFault());
        assertTrue(Kind.UNUSABLE.isFault());
    }
}
