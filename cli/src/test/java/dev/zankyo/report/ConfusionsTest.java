package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.evaluate.Evaluation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfusionsTest {
    private static final List<String> LATIN =
            List.of("Phylloscopus collybita canariensis", "Phylloscopus trochilus acredula", "Phylloscopus sibilatrix");

    private static String html(List<String> classes, int rowsPerClass) {
        Evaluation evaluation =
                Evaluation.of(Runs.rows(classes, rowsPerClass), Runs.logits(classes.size(), rowsPerClass));
        return Confusions.of(evaluation).html();
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    @Test
    void matrix_longNames_hasWholeNamesCountsAndShares() {
        String html = html(LATIN, 30);

        for (String name : LATIN) {
            assertTrue(
                    html.contains("<th scope=\"row\">" + name + " <small class=\"muted\">30 rows</small></th>"), html);
            assertTrue(html.contains("<th scope=\"col\"><span class=\"level\">" + name + "</span></th>"), html);
        }
        assertTrue(
                html.contains("<td class=\"right s8\"><a href=\"#recordings\">23<small>77 %</small></a></td>"
                        + "<td class=\"wrong s1\"><a href=\"#recordings\">4<small>13 %</small></a></td>"),
                html);
        assertTrue(html.contains("<td class=\"none\">·</td>"), html);
    }

    @Test
    void mostFrequent_confusions_areOpenAndInOrder() {
        String html = html(LATIN, 30);

        assertFalse(html.contains("<details"), html);
        assertTrue(
                html.contains(
                        "<li><a href=\"#recordings\" data-actual=\"0\" data-predicted=\"1\">" + LATIN.get(0)
                                + " <span class=\"muted\">predicted as</span> " + LATIN.get(1)
                                + "</a><span class=\"times\"><b>4</b> <span class=\"muted\">13 % of its class</span></span></li>"),
                html);
        assertTrue(html.indexOf("<b>4</b>") < html.indexOf("<b>3</b>"), html);
        assertEquals(5, count(html, "<li>"), html);
    }

    @Test
    void matrix_fiftyClasses_isDrawnAndMoreAreAList() {
        List<String> names =
                IntStream.range(0, 51).mapToObj(i -> "class number " + i).toList();
        assertEquals(50, count(html(names.subList(0, 50), 2), "<th scope=\"col\"><span class=\"turned\">"));

        String html = html(names, 2);
        assertFalse(html.contains("<table"), html);
        assertTrue(html.contains("A matrix of 51 classes is too large to read"), html);
        assertEquals(50, count(html, "<li>"), html);
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 0 %", "1, 3, 33 %", "2, 3, 67 %", "1, 1000, <1 %", "999, 1000, >99 %", "5, 5, 100 %"})
    void share_ofACount_isAWholePercentage(int count, int total, String expected) {
        assertEquals(expected, Confusions.share(count, total));
    }
}
