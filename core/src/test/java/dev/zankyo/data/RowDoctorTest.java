package dev.zankyo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.data.Finding.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RowDoctorTest {
    private static final int SIZE = 6;

    private final Random random = new Random(7);

    /** Returns rows of noise with labels 0, 1, 0, 1, ... */
    private Dataset rows(int count, float mean, float deviation) {
        float[] values = new float[count * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = mean + deviation * (float) random.nextGaussian();
        }
        int[] labels = new int[count];
        Arrays.setAll(labels, row -> row % 2);
        return new Dataset(List.of("a", "b"), labels, values, 2, 3);
    }

    /** Copies a row of one set over a row of another. */
    private static Dataset copied(Dataset from, int row, Dataset to, int target) {
        float[] values = to.values();
        from.copyRow(row, values, target * SIZE);
        return new Dataset(to.classes(), to.labels(), values, 2, 3);
    }

    private static String texts(Dataset training, Dataset test) {
        return RowDoctor.examine(training, test).stream()
                .map(finding -> finding.kind() + ": " + finding)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void examine_soundRows_findsNothing() {
        assertEquals("", texts(rows(500, -8, 2), rows(100, -8, 2)));
        Dataset alone = rows(50, 0, 1);
        assertEquals("", texts(alone, alone.select()));
    }

    @Test
    void examine_equalRows_areDuplicatesContradictionsOrInBothSets() {
        Dataset training = rows(20, 0, 1);
        training = copied(training, 2, training, 8); // of the same class
        training = copied(training, 2, training, 10);
        training = copied(training, 2, training, 12);
        training = copied(training, 4, training, 7); // of another class
        Dataset test = copied(training, 16, rows(10, 0, 1), 4);
        test = copied(training, 18, test, 5);
        test = copied(test, 0, test, 2);
        assertEquals("""
                IN_BOTH_SETS: 1 test row is the same as a training row, so the test is too easy (test row 5 = training row 17)
                CONTRADICTION: 2 rows are the same as one of another class (training row 8 = training row 5, \
                test row 6 = training row 19)
                DUPLICATES: 4 rows are the same as another of its class (training row 9 = training row 3, \
                training row 11 = training row 3, ...)""", texts(training, test));
    }

    @Test
    void examine_zerosOfBothSigns_areTheSame() {
        float[] values = rows(2, 0, 1).values();
        Arrays.fill(values, 0, 2 * SIZE, 1);
        values[0] = 0f;
        values[SIZE] = -0f;
        var training = new Dataset(List.of("a", "b"), new int[] {0, 1}, values, 2, 3);
        assertEquals(
                "CONTRADICTION: 1 row is the same as one of another class (training row 2 = training row 1)",
                texts(training, training.select()));
    }

    @Test
    void examine_constantRowsAndColumns_areNamed() {
        float[] values = rows(12, 0, 1).values();
        for (int row = 0; row < 12; row++) {
            values[row * SIZE + 4] = 3;
        }
        Arrays.fill(values, 5 * SIZE, 6 * SIZE, 3);
        var training = new Dataset(List.of("a", "b"), new int[12], values, 2, 3);
        assertEquals(
                "CONSTANT_ROWS: 1 row holds one value only (training row 6)\n"
                        + "CONSTANT_COLUMNS: 1 of 6 values are the same in every training row (band 2 frame 2)",
                texts(training, training.select()));
        int[] few = {0, 1, 2, 3};
        assertEquals("", texts(training.select(few), training.select()), "with few rows it may be by chance");
    }

    @Test
    void examine_otherScale_isTold() {
        assertEquals(List.of(Kind.OTHER_SCALE), kinds(rows(200, -8, 2), rows(50, -0.2f, 0.05f)), "divided by 40");
        assertEquals(List.of(Kind.OTHER_SCALE), kinds(rows(200, -8, 2), rows(50, 0, 1)), "standardized");
        assertEquals(List.of(Kind.OTHER_SCALE), kinds(rows(200, 0, 1), rows(50, 0, 12)), "decibels");
        assertEquals(List.of(), kinds(rows(200, -8, 2), rows(50, -7.5f, 1.7f)), "another room");
        Dataset odd = rows(50, -8, 2);
        odd = copied(rows(1, 1000, 9), 0, odd, 3);
        assertEquals(List.of(), kinds(rows(200, -8, 2), odd), "one odd row");
    }

    @Test
    void examine_otherScale_saysBothScales() {
        float[] values = new float[20 * SIZE];
        float[] thousandMore = new float[20 * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2 * 2;
            thousandMore[i] = 1000 + values[i];
        }
        var training = new Dataset(List.of("a"), new int[20], values, 2, 3);
        var test = new Dataset(List.of("a"), new int[20], thousandMore, 2, 3);
        assertEquals(
                List.of(
                        "test rows are on another scale than training rows; their mean is 1001 and their deviation 1.000,"
                                + " in training 1.000 and 1.000 (scale both in the same way)"),
                RowDoctor.examine(training, test).stream()
                        .filter(finding -> finding.kind() == Kind.OTHER_SCALE)
                        .map(Finding::text)
                        .toList());
    }

    private static List<Kind> kinds(Dataset training, Dataset test) {
        return RowDoctor.examine(training, test).stream().map(Finding::kind).toList();
    }
}
