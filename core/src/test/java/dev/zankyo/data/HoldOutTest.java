package dev.zankyo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HoldOutTest {
    private static final long SEED = 5;

    /** Returns rows of one value, the row's number, with the given labels. */
    private static Dataset rows(int... labels) {
        float[] values = new float[labels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return new Dataset(List.of("a", "b", "c"), labels, values, 1, 1);
    }

    private static float[] values(Dataset rows) {
        float[] values = new float[rows.size()];
        for (int row = 0; row < values.length; row++) {
            rows.copyRow(row, values, row);
        }
        return values;
    }

    @Test
    void stratified_unequalClasses_givesEachItsShare() {
        int[] labels = new int[37];
        Arrays.fill(labels, 20, 30, 1);
        Arrays.fill(labels, 30, 37, 2);
        HoldOut parts = HoldOut.stratified(rows(labels), 0.2, SEED);
        assertArrayEquals(new int[] {0, 0, 0, 0, 1, 1, 2}, parts.heldOut().labels());
        var all = new TreeSet<Float>();
        for (Dataset part : List.of(parts.trainingRows(), parts.heldOut())) {
            for (int row = 0; row < part.size(); row++) {
                float number = values(part)[row];
                all.add(number);
                assertEquals(labels[(int) number], part.labels()[row]);
            }
        }
        assertEquals(37, all.size());
        assertArrayEquals(
                values(parts.heldOut()),
                values(HoldOut.stratified(rows(labels), 0.2, SEED).heldOut()));
    }

    @Test
    void stratified_classOfTwo_keepsOneOnEachSide() {
        for (double share : new double[] {0.01, 0.99}) {
            HoldOut parts = HoldOut.stratified(rows(0, 1, 0, 1), share, SEED);
            assertEquals(2, parts.trainingRows().size());
            assertEquals(2, parts.heldOut().size());
        }
    }

    @Test
    void stratified_classOfOne_isLearnt() {
        HoldOut parts = HoldOut.stratified(rows(0, 1, 0), 0.5, SEED);
        assertArrayEquals(new int[] {0}, parts.heldOut().labels());
        assertEquals(2, parts.trainingRows().size());
    }

    @Test
    void stratified_withoutTwoPartsPossible_isRefused() {
        assertThrows(InputException.class, () -> HoldOut.stratified(rows(0, 1, 2), 0.5, SEED));
        assertThrows(InputException.class, () -> HoldOut.stratified(rows(0, 0, 1, 1), 0, SEED));
        assertThrows(InputException.class, () -> HoldOut.stratified(rows(0, 0, 1, 1), 1, SEED));
        assertThrows(InputException.class, () -> HoldOut.stratified(rows(0, 0, 1, 1), Double.NaN, SEED));
    }
}
