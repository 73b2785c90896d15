package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.search.Score;
import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving;
import dev.zankyo.search.SuccessiveHalving.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepWordsTest {
    private static final Score LOWEST = new Score(0.5, List.of(1.0, 2.0, 3.0));
    private static final Score TIE = new Score(0.5, List.of(1.5, 1.5, 3.1));
    private static final Score HIGHER = new Score(0.5, List.of(2.0, 3.0, 4.0));

    /** Returns the sentence about one round; a narrower setting counts as simpler. */
    private static String choice(Map<Double, Score> byWidth) {
        Outcome<Setting> outcome = new SuccessiveHalving(2, 1, 1)
                .search(
                        byWidth.keySet().stream()
                                .map(width -> new Setting(0.003, width, 1))
                                .toList(),
                        Comparator.comparing(Setting::width),
                        (setting, epochs) -> byWidth.get(setting.width()));
        return SweepWords.choice(outcome);
    }

    @Test
    void choice_saysHowSureItIs() {
        assertEquals(
                "its loss is the lowest of the last round; no other is within one standard error of it",
                choice(Map.of(0.5, HIGHER, 1.0, LOWEST)));
        assertEquals(
                "its loss is the lowest of the last round; 1 other setting ties with the lowest, and this one changes the"
                        + " fewest values of the recipe",
                choice(Map.of(0.5, LOWEST, 1.0, TIE)));
        assertEquals(
                "its loss is 0.0333 above the lowest of the last round, within one standard error (0.2906); 2 other"
                        + " settings tie with the lowest, and this one changes the fewest values of the recipe",
                choice(Map.of(0.5, TIE, 1.0, LOWEST, 2.0, LOWEST, 3.0, HIGHER)));
        assertEquals("every setting of the last round diverged", choice(Map.of(1.0, Score.DIVERGED)));
    }
}
