package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.search.Score;
import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving;
import dev.zankyo.search.Sweep;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.Trainer;
import dev.zankyo.train.TrainingListener;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class WinnerTest {
    private static final Score LOWEST = new Score(0.5, List.of(1.0, 2.0, 3.0));
    private static final String EDGE = "The best learning rate is the lowest value tried; lower values may be better.";

    /** Returns the section about two learning rates, of which the lower one has the lowest loss. */
    private static String html(Score ofTheHigher) {
        var halving = new SuccessiveHalving(2, 1, 1);
        var sweep = new Sweep(
                new Trainer(new ReferenceBackend(), 1, TrainingListener.NONE),
                Recipe.DEFAULT,
                ResNetConfig.original(2),
                halving);
        var outcome = halving.search(
                List.of(new Setting(0.001, 1, 1), new Setting(0.003, 1, 1)),
                Comparator.comparing(Setting::learningRate),
                (setting, epochs) -> setting.learningRate() == 0.001 ? LOWEST : ofTheHigher);
        return Winner.of(new Sweep.Result(sweep, outcome, 9, 3), "train").html();
    }

    @Test
    void remarks_ofTheLowestValue_saySoUnlessAnotherTies() {
        assertTrue(html(new Score(0.5, List.of(2.0, 3.0, 4.0))).contains(EDGE));
        String tied = html(new Score(0.5, List.of(1.5, 1.5, 3.1)));
        assertFalse(tied.contains(EDGE), tied);
        assertTrue(tied.contains("Its loss is the lowest of the last round; 1 other setting ties"), tied);
    }
}
