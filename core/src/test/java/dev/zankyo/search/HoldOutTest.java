package dev.zankyo.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.InputException;
import dev.zankyo.data.Dataset;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HoldOutTest {
    private static final CounterRandom RANDOM = CounterRandom.of(5);

    /** Rows of one value, their number, with the labels given. */
    private static Dataset rows(int... labels) {
        float[] values = new float[labels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return new Dataset(List.of("a", "b", "c"), labels, values, 1, 1);
    }

    @Test
    void stratified_unequalClasses_givesEachItsShare() {
        int[] labels = new int[37];
        Arrays.fill(labels, 20, 30, 1);
        Arrays.fill(labels, 30, 37, 2);
        HoldOut parts = HoldOut.stratified(rows(labels), 0.2, RANDOM);
        assertArrayEquals(new int[] {0, 0, 0, 0, 1, 1, 2}, parts.validation().labels());
        var all = new TreeSet<Float>();
        for (Dataset part : List.of(parts.training(), parts.validation())) {
            for (int row = 0; row < part.size(); row++) {
                float number = part.values()[row];
                all.add(number);
                assertEquals(labels[(int) number], part.labels()[row]);
            }
        }
        assertEquals(37, all.size());
        assertArrayEquals(
                parts.validation().values(),
                HoldOut.stratified(rows(labels), 0.2, RANDOM).validation().values());
    }

    @Test
    void stratified_classOfTwo_keepsOneOnEachSide() {
        for (double share : new double[] {0.01, 0.99}) {
            HoldOut parts = HoldOut.stratified(rows(0, 1, 0, 1), share, RANDOM);
            assertEquals(2, parts.training().size());
            assertEquals(2, parts.validation().size());
        }
    }

    @Test
    void stratified_withoutTwoPartsPossible_isRefused() {
        assertThrows(InputException.class, () -> HoldOut.stratified(rows(0, 0, 1), 0.5, RANDOM));
        assertThrows(InputException.class, () -> HoldOut.stratified(rows(0, 0, 1, 1), 0, RANDOM));
        assertThrows(InputException.class, () -> HoldOut.stratified(rows(0, 0, 1, 1), 1, RANDOM));
        assertThrows(InputException.class, () -> HoldOut.stratified(rows(0, 0, 1, 1), Double.NaN, RANDOM));
    }
}
