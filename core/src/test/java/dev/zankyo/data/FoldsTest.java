package dev.zankyo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {
    /** Returns 10 rows of a, 7 of b, 6 of c. */
    private static Dataset rows() {
        int[] labels = new int[23];
        Arrays.fill(labels, 10, 17, 1);
        Arrays.fill(labels, 17, 23, 2);
        return new Dataset(List.of("a", "b", "c"), labels, new float[23], 1, 1);
    }

    @Test
    void stratified_rows_areEachHeldOutOnceAndClassesSpread() {
        Dataset rows = rows();
        Folds folds = Folds.stratified(rows, 3, 1);
        int[][] counts = new int[3][3];
        boolean[] seen = new boolean[23];
        for (int fold = 0; fold < 3; fold++) {
            int[] heldOut = folds.heldOut(fold);
            assertTrue(heldOut.length == 7 || heldOut.length == 8, () -> heldOut.length + " rows");
            assertEquals(23, heldOut.length + folds.trainingRows(fold).length);
            for (int row : heldOut) {
                assertFalse(seen[row]);
                seen[row] = true;
                counts[rows.labels()[row]][fold]++;
            }
        }
        for (int[] count : counts) {
            assertTrue(IntStream.of(count).max().getAsInt()
                            - IntStream.of(count).min().getAsInt()
                    <= 1);
        }
    }

    @Test
    void stratified_anotherSeed_isAnotherDeal() {
        assertArrayEquals(
                Folds.stratified(rows(), 3, 1).foldOf(),
                Folds.stratified(rows(), 3, 1).foldOf());
        assertFalse(Arrays.equals(
                Folds.stratified(rows(), 3, 1).foldOf(),
                Folds.stratified(rows(), 3, 2).foldOf()));
    }

    @Test
    void grouped_asManyFoldsAsGroups_holdsEachOutAlone() {
        Folds folds = Folds.grouped(List.of("theo", "ann", "theo", "bo", "ann", "theo"), 3);
        assertEquals(List.of("theo", "ann", "bo"), folds.names());
        assertArrayEquals(new int[] {0, 2, 5}, folds.heldOut(0));
        assertArrayEquals(new int[] {0, 2, 3, 5}, folds.trainingRows(1));
    }

    @Test
    void grouped_fewerFoldsThanGroups_areEvenAndWholeGroups() {
        Folds folds = Folds.grouped(List.of("theo", "ann", "theo", "bo", "ann", "theo"), 2);
        assertEquals(List.of("theo", "ann, bo"), folds.names());
        assertArrayEquals(new int[] {1, 3, 4}, folds.heldOut(1));
    }

    @Test
    void folds_thatCannotBe_areRefused() {
        assertThrows(InputException.class, () -> Folds.stratified(rows(), 1, 1));
        var few = assertThrows(InputException.class, () -> Folds.stratified(rows(), 7, 1));
        assertEquals("folds: every class needs a row for each fold; expected at least 7, got 6 of c", few.getMessage());
        var groups = assertThrows(InputException.class, () -> Folds.grouped(List.of("a", "b", "a"), 3));
        assertEquals(
                "folds: there must be a group for each fold; expected at least 3, got 2 (lower `folds`)",
                groups.getMessage());
    }
}
