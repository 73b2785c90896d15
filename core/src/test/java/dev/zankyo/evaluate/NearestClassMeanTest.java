package dev.zankyo.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.data.Dataset;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearestClassMeanTest {
    private static final List<String> CLASSES = List.of("a", "b", "none");

    /** The means are a: ((0 + 2) / 2, (0 + 4) / 2) = (1, 2) and b: (5, 2). Nothing is known of the third class. */
    private static final Dataset TRAINING =
            new Dataset(CLASSES, new int[] {0, 1, 0}, new float[] {0, 0, 5, 2, 2, 4}, 1, 2);

    @Test
    void predict_aRow_isTheClassOfTheNearestMean() {
        NearestClassMean baseline = NearestClassMean.of(TRAINING);
        assertEquals(0, baseline.predict(new float[] {2, 2}), "squares 1 and 9");
        assertEquals(1, baseline.predict(new float[] {4, 9}), "squares 9 + 49 and 1 + 49");
        assertEquals(0, baseline.predict(new float[] {3, 7}), "squares 4 + 25, twice");
    }

    @Test
    void correct_ofRows_countsThoseOfTheirOwnClass() {
        var rows = new Dataset(CLASSES, new int[] {0, 0, 1, 2}, new float[] {1, 2, 6, 2, 4, 2, 1, 2}, 1, 2);
        assertEquals(2, NearestClassMean.of(TRAINING).correct(rows), "the second is near b, the fourth is a's mean");
    }

    /** Checks that the standardization of a model, one shift and one scale, changes nothing. */
    @Test
    void correct_ofShiftedAndScaledRows_isTheSame() {
        float[] training = {0, 0, 5, 2, 2, 4};
        float[] rows = {1, 2, 6, 2, 4, 2, 3, 1};
        int[] labels = {0, 1, 0, 1};
        int plain = NearestClassMean.of(new Dataset(CLASSES, new int[] {0, 1, 0}, training, 1, 2))
                .correct(new Dataset(CLASSES, labels, rows, 1, 2));
        int standardized = NearestClassMean.of(new Dataset(CLASSES, new int[] {0, 1, 0}, standardized(training), 1, 2))
                .correct(new Dataset(CLASSES, labels, standardized(rows), 1, 2));
        assertEquals(2, plain);
        assertEquals(plain, standardized);
    }

    private static float[] standardized(float[] values) {
        float[] changed = values.clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] = (changed[i] - 2.5f) / 4;
        }
        return changed;
    }
}
