package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.Prediction;
import dev.zankyo.Prediction.Known;
import dev.zankyo.run.RunFigures;
import dev.zankyo.train.EpochResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final List<String> CLASSES = List.of("bell", "hum");

    /** Returns a run with one recording of class bell for each character, predicted correctly if it is a plus. */
    private static ComparedRun run(String name, String answers, String prefix, String testRows) {
        List<PredictionFile.Row> rows = new ArrayList<>();
        for (int i = 0; i < answers.length(); i++) {
            double bell = answers.charAt(i) == '+' ? 0.75 : 0.25;
            rows.add(new PredictionFile.Row(
                    prefix + i,
                    "bell",
                    new Prediction(CLASSES, new double[] {bell, 1 - bell}, Known.YES),
                    OptionalDouble.empty()));
        }
        int right = (int) answers.chars().filter(c -> c == '+').count();
        return new ComparedRun(
                name,
                Map.of("test rows", testRows, "seed", name),
                List.of(
                        new EpochResult(1, 0.1f, 2, 0.5, 1, 0.5, 1, 0),
                        new EpochResult(2, 0.1f, 1, 0.6, 0.5, 0.9, 1, 0)),
                new RunFigures(Math.max(1, answers.length()), right / Math.max(1.0, answers.length()), 0.5, 0.25, 3),
                answers.isEmpty() ? Optional.empty() : Optional.of(new PredictionFile(CLASSES, rows)));
    }

    private static ComparedRun run(String name, String answers) {
        return run(name, answers, "bell/", "the same");
    }

    @Test
    void differences_ofTwoRuns_areMcNemarsInWords() {
        var comparison = new Comparison(List.of(run("A", "-------++++"), run("B", "+++++++--++")));
        assertEquals(List.of(), comparison.limits());
        assertEquals(
                List.of("“B” is right on 7 that “A” gets wrong, “A” on 2 that “B” gets wrong. Such a difference is not"
                        + " beyond chance (McNemar's exact test, p = 0.1797)."),
                comparison.differences());
        assertEquals(Optional.of(4), comparison.correct(comparison.runs().getFirst()));

        List<String> clear = new Comparison(List.of(run("A", "+++++++++"), run("B", "---------"))).differences();
        assertTrue(clear.getFirst().startsWith("“A” is right on 9 that “B” gets wrong, “B” on 0"), clear::toString);
        assertTrue(clear.getFirst().contains("is beyond chance (McNemar's exact test, p = 0.0039)"), clear::toString);
        assertEquals(
                List.of("“A” and “B” are right on the same recordings."),
                new Comparison(List.of(run("A", "+-"), run("B", "+-"))).differences());
    }

    /** With three pairs, p must be below 0.0167: 6 to 0 has p = 0.0313. */
    @Test
    void differences_ofThreeRuns_needMoreForEachPair() {
        var comparison = new Comparison(List.of(run("A", "++++++"), run("B", "------"), run("C", "++++++")));
        List<String> words = comparison.differences();
        assertEquals(3, words.size());
        assertTrue(
                words.getFirst().contains("is not beyond chance (McNemar's exact test, p = 0.0313)"), words::toString);
        assertTrue(comparison.rule().orElseThrow().endsWith("0.05 / 3 = 0.0167."), comparison.rule()::toString);
    }

    @Test
    void limits_ofOtherTestSetsAndMissingPredictions_areSaidAndOnlyCommonRecordingsCount() {
        var shorter = new Comparison(List.of(run("A", "++--"), run("B", "+-"), run("old", "")));
        assertEquals(2, shorter.recordings().size());
        assertEquals(Optional.of(2), shorter.correct(shorter.runs().getFirst()));
        assertEquals(Optional.empty(), shorter.correct(shorter.runs().getLast()));
        assertTrue(
                shorter.limits()
                        .getFirst()
                        .startsWith("“old” has no predictions.csv, so only recordings of the other runs are compared."),
                shorter.limits()::toString);
        assertTrue(
                shorter.limits()
                        .getLast()
                        .startsWith("The test sets differ (“A” 4, “B” 2). Only the 2 recordings in all of them can be"),
                shorter.limits()::toString);
        String figures = FinalFigures.of(shorter).html();
        assertTrue(figures.contains("on the 2 common recordings"), figures);
        assertTrue(figures.contains("<td>50.00 %</td><td>15.00 % to 85.00 %</td><td>2 of 4</td>"), figures);
        assertTrue(figures.contains("<td>100.00 %</td><td>34.24 % to 100.00 %</td><td>2 of 2</td>"), figures);

        var alone = new Comparison(List.of(run("A", "++"), run("old", "")));
        assertTrue(alone.limits().getFirst().contains("so recordings cannot be compared. Train again"));
        assertEquals(List.of(), alone.differences());
        var apart = new Comparison(List.of(run("A", "++"), run("B", "++", "hum/", "the same")));
        assertTrue(apart.limits().getFirst().contains("no recording with the same name and class"));
    }

    @Test
    void numbers_ofDifferentRows_areNotNamesOfTheSame() {
        assertEquals(
                0,
                new Comparison(List.of(run("A", "+-", "", "one"), run("B", "+-", "", "two")))
                        .recordings()
                        .size());
        assertEquals(
                2,
                new Comparison(List.of(run("A", "+-", "", "one"), run("B", "+-", "", "one")))
                        .recordings()
                        .size());
    }

    @Test
    void sections_haveOnlyWhatDiffers() {
        var comparison = new Comparison(List.of(run("A", "+-+"), run(Runs.HOSTILE, "++-")));
        String settings = SettingDifferences.of(comparison).html();
        assertTrue(settings.contains("<th scope=\"row\">seed</th><td>A</td>"), settings);
        assertFalse(settings.contains("test rows"), settings);

        String list = Disagreements.of(comparison).html();
        assertTrue(list.contains("The predictions differ for 2 of 3 common test recordings."), list);
        assertTrue(list.contains("<th scope=\"row\">bell/1</th><td>bell</td><td class=\"wrong s1\">✗ hum"), list);
        assertFalse(list.contains("bell/0"), list);

        Section curves = RunCurves.of(comparison);
        assertEquals(3, curves.charts().size());
        assertTrue(
                curves.html().contains("<td>2</td><td>90.00 %</td><td>2</td><td>90.00 %</td><td>0.5000</td>"),
                curves.html());
        assertFalse(settings.contains("<img")
                || list.contains("<img")
                || curves.html().contains("<img"));
    }
}
