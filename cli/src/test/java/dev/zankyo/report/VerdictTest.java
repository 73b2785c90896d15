package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.data.Dataset;
import dev.zankyo.data.Finding;
import dev.zankyo.evaluate.Evaluation;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictTest {
    /** Returns the evaluation of rows of these labels that are predicted as these classes of a, b and c. */
    static Evaluation evaluation(int[] labels, int[] predicted) {
        List<String> classes = List.of("a", "b", "c");
        float[] logits = new float[3 * labels.length];
        IntStream.range(0, labels.length).forEach(row -> logits[3 * row + predicted[row]] = 2);
        return Evaluation.of(new Dataset(classes, labels, new float[labels.length], 1, 1), logits);
    }

    /** Returns an evaluation of 7 rows, of which one of class b is predicted as c. */
    private static Evaluation sixOfSeven() {
        return evaluation(new int[] {0, 0, 0, 1, 1, 2, 2}, new int[] {0, 0, 0, 1, 2, 2, 2});
    }

    /** Returns the text of a section without tags, with single blanks. */
    static String text(Section section) {
        return section.html()
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .replace(" :", ":")
                .strip();
    }

    @Test
    void section_ofFewRows_statesCountAndIntervalBesideTheBaselines() {
        String text = text(Verdict.of(sixOfSeven(), "recording")
                .baseline("nearest class mean", 4)
                .section());
        assertTrue(
                text.startsWith("6 of 7 test recordings are predicted correctly: 85.7 % , with a 95 % interval of 49 to"
                        + " 97 %. With 7 test recordings it is not certain that this is better than the best baseline:"
                        + " nearest class mean, 4 of 7."),
                text);
        assertTrue(text.contains("this model 6 of 7 85.7 % 49 to 97 %"), text);
        assertTrue(text.contains("nearest class mean 4 of 7 57.1 % 25 to 84 %"), text);
        assertTrue(text.contains("always guessing “a” 3 of 7 42.9 % 16 to 75 %"), text);
        assertTrue(text.contains("Most confused “b” predicted as “c”: 1 of 2"), text);
        assertFalse(text.contains("What would help"), text);
    }

    /** The interval of 60 of 70 begins at 75.7 %, above 3 of 7 and below 4 of 5. */
    @Test
    void comparison_withBaselines_isClearOnlyOutsideTheInterval() {
        int[] labels = IntStream.range(0, 70).map(row -> row % 7 < 3 ? 0 : 1).toArray();
        int[] predicted =
                IntStream.range(0, 70).map(row -> row < 10 ? 2 : labels[row]).toArray();
        Verdict verdict = Verdict.of(evaluation(labels, predicted), "row");
        assertTrue(text(verdict.section())
                .contains("This is clearly better than the best baseline: always guessing “b”, 40 of 70."));
        assertTrue(text(verdict.baseline("other", 56).section())
                .contains("With 70 test rows it is not certain that this is better than the best baseline: other, 56 of"
                        + " 70."));
        assertTrue(text(verdict.baseline("other", 60).section())
                .contains("This is no better than the best baseline: other, 60 of 70."));
    }

    @Test
    void confusions_areTheMostFrequent_ofSmallClassesFirst() {
        String text = text(Verdict.of(
                        evaluation(new int[] {0, 0, 0, 0, 1, 1, 1, 2, 2}, new int[] {1, 1, 0, 0, 0, 1, 2, 1, 2}), "row")
                .section());
        assertTrue(
                text.contains("“a” predicted as “b”: 2 of 4 “c” predicted as “b”: 1 of 2 “b” predicted as “a”: 1 of 3"),
                text);
        assertFalse(text.contains("“b” predicted as “c”"), "only three are named");
    }

    @Test
    void factsAndAdvice_ofHostileText_areEscapedAndInOrder() {
        Section section = Verdict.of(sixOfSeven(), "recording")
                .fact("Held out", Runs.HOSTILE)
                .advice(List.of(new Advice("Do " + Runs.HOSTILE, "Seen.")))
                .section();
        assertFalse(section.html().contains("<script"), section.html());
        assertTrue(section.html().contains("<b>Do &lt;/script&gt;"), section.html());
        assertTrue(
                section.html().indexOf("What would help most") < section.html().indexOf("<dt>Held out"));
    }

    @Test
    void caution_standsBeforeTheAccuracy() {
        RunData data = RunData.rows("", List.of(new Finding(Finding.Kind.IN_BOTH_SETS, "it saw 2 of 7", List.of())));
        String html = Verdict.of(sixOfSeven(), "row")
                .caution(data.overlap())
                .section()
                .html();
        int caution = html.indexOf("The accuracy is too high for new rows. It saw 2 of 7.");
        assertTrue(caution > 0 && caution < html.indexOf("6 of 7"), html);
        assertFalse(html.contains("baseline:"), "no comparison with a figure that is too high");
        assertEquals(Optional.empty(), RunData.rows("", List.of()).overlap());
    }

    @Test
    void summary_ofLengths_hasTheirSumAndTheirRange() {
        RunData data = new RunData("recording", "", List.of(), List.of(2.0, 70.0, 4.0), List.of());
        assertEquals(
                "3 recordings, 1 min 16 s in all (the shortest 2.0 s, the median 4.0 s, the longest 1 min 10 s)",
                data.summary(3, data.trainingSeconds()));
        assertEquals("1 recording", data.summary(1, data.testSeconds()));
    }

    @Test
    void rounded_ofNearlyAll_isNotAll() {
        assertEquals("100 %", Words.rounded(1));
        assertEquals("99.9 %", Words.rounded(0.99999));
        assertEquals("85.7 %", Words.rounded(6 / 7.0));
        assertEquals("50 %", Words.rounded(0.5));
        assertEquals("299 of 300 (98.1 to 99.9 %)", Words.of(299, 300));
    }
}
