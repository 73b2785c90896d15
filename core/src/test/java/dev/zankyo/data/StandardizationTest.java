package dev.zankyo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardizationTest {
    @Test
    void of_knownValues_givesMeanAndBiasedDeviation() {
        Standardization found = Standardization.of(data(2, 4, 4, 4, 5, 5, 7, 9));
        assertEquals(new Standardization(5, 2), found);
    }

    @Test
    void apply_trainingRows_haveMeanZeroAndDeviationOne() {
        float[] values = new float[300_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = -7 + 3e-3f * (i % 1000);
        }
        Dataset data = data(values);
        Dataset standardised = Standardized.copy(data, Standardization.of(data));
        Standardization left = Standardization.of(standardised);
        assertEquals(0, left.mean(), 1e-5);
        assertEquals(1, left.deviation(), 1e-5);
        assertEquals(-7, data.values()[0], "the original must stay as it was");
    }

    @Test
    void of_equalValues_scalesByOne() {
        assertEquals(new Standardization(3, 1), Standardization.of(data(3, 3, 3)));
        assertEquals(Standardization.NONE, Standardization.of(data()));
    }

    /** Checks equal values whose mean is not exactly that value in float32: the mean of many 0.1s. */
    @Test
    void of_equalValues_hasDeviationOne() {
        float[] values = new float[1001];
        Arrays.fill(values, 0.1f);
        assertEquals(1, Standardization.of(data(values)).deviation());
    }

    @Test
    void apply_aRange_leavesTheRestAsItIs() {
        float[] values = {1, 2, 3, 4, 5};
        new Standardization(1, 2).apply(values, 1, 3);
        assertArrayEquals(new float[] {1, 0.5f, 1, 4, 5}, values);
    }

    @Test
    void none_applied_changesNothing() {
        float[] values = {1, -2, 3.5f};
        assertArrayEquals(
                values, Standardized.copy(data(values), Standardization.NONE).values());
    }

    @Test
    void constructor_uselessDeviation_isRejected() {
        assertThrows(IllegalArgumentException.class, () -> new Standardization(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Standardization(Float.NaN, 1));
    }

    private static Dataset data(float... values) {
        int[] labels = new int[values.length];
        Arrays.fill(labels, -1);
        return new Dataset(List.of(), labels, values, 1, 1);
    }
}
