package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.search.Score;
import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving;
import dev.zankyo.search.SuccessiveHalving.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastRoundTest {
    private static final Score LOWEST = new Score(2 / 3.0, List.of(1.0, 2.0, 3.0));
    private static final Score TIE = new Score(0.5, List.of(1.5, 1.5, 3.1));
    private static final Score HIGHER = new Score(0.5, List.of(2.0, 3.0, 4.0));

    /** Returns the result of one round; settings are the simpler the narrower. */
    private static Outcome<Setting> outcome(Map<Double, Score> byWidth) {
        return new SuccessiveHalving(2, 1, 1)
                .search(
                        byWidth.keySet().stream()
                                .map(width -> new Setting(0.003, width, 1))
                                .toList(),
                        Comparator.comparing(Setting::width),
                        (setting, epochs) -> byWidth.get(setting.width()));
    }

    @Test
    void settings_ofTheLastRound_areToldApartInWords() {
        String html = LastRound.of(outcome(Map.of(0.5, TIE, 1.0, LOWEST, 2.0, HIGHER, 3.0, Score.DIVERGED)))
                .html();
        assertTrue(html.contains("2 of 4 settings cannot be told apart"), html);
        assertTrue(
                html.contains("<td>0.5</td><td>1</td><td>0.0333</td><td>0.2906</td>"
                        + "<td>chosen: cannot be told apart from the lowest</td>"),
                html);
        assertTrue(html.contains("<td>1</td><td>1</td><td>0.0000</td><td></td><td>lowest loss</td>"), html);
        assertTrue(html.contains("<td>1.0000</td><td>0.0000</td><td>worse than the lowest</td>"), html);
        assertTrue(html.contains("<td></td><td></td><td>diverged</td>"), html);
        assertTrue(LastRound.of(outcome(Map.of(1.0, LOWEST))).html().contains("One setting reached the last round."));
    }

    @Test
    void figures_haveTheirUncertainty() {
        assertEquals(1 / Math.sqrt(3), LOWEST.standardError(), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, Score.DIVERGED.standardError());
        String html = Rungs.of(outcome(Map.of(0.5, HIGHER, 1.0, LOWEST))).html();
        assertTrue(html.contains(">20.8 to 93.9 %<br>loss 2.0000 ± 0.5774</span>"), html);
    }
}
