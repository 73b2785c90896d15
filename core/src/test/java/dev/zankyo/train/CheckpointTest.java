package dev.zankyo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.train.Checkpoint.Sums;
import dev.zankyo.train.EarlyStopping.Best;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {
    private static Checkpoint checkpoint(int epoch, int batch, int epochsBefore, int best, int traced, long steps) {
        var state = new TrainingState(steps, new Weights(new float[1], new float[1]), new float[1], new float[1]);
        var result = new EpochResult(1, 0.1f, 1, 1, 1, 1, 1, 0);
        List<EpochResult> history = Collections.nCopies(epochsBefore, result);
        Optional<Best> chosen = best < 0 ? Optional.empty() : Optional.of(new Best(best, 1, Optional.empty()));
        Trace trace = new Trace(new float[traced], new int[traced], List.of());
        return new Checkpoint(epoch, batch, Sums.NONE, history, chosen, trace, state, 0);
    }

    @Test
    void checkpoint_ofAContinuedRun_countsTheStepsOfTheFinishedOne() {
        assertEquals(0, checkpoint(3, 1, 2, 2, 9, 9).stepsOfFinishedRun());
        assertEquals(6, checkpoint(3, 1, 2, 2, 9, 3).stepsOfFinishedRun());
    }

    @Test
    void checkpoint_withinTheThirdEpoch_stands() {
        assertEquals(3, checkpoint(3, 1, 2, 2, 9, 9).epoch());
        assertTrue(checkpoint(1, 0, 0, -1, 0, 0).best().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 2, 2, 9, 9, must stand in the epoch after those of its history",
        "3, -1, 2, 2, 9, 9, must stand in the epoch after those of its history",
        "3, 1, 1, 1, 9, 9, must stand in the epoch after those of its history",
        "3, 1, 2, 0, 9, 9, the best epoch must be one of its history",
        "3, 1, 2, 3, 9, 9, the best epoch must be one of its history",
        "3, 1, 2, 2, 8, 9, every step must be in the trace",
    })
    void checkpoint_thatContradictsItself_isRefused(
            int epoch, int batch, int epochsBefore, int best, int traced, long steps, String rule) {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> checkpoint(epoch, batch, epochsBefore, best, traced, steps));
        assertTrue(refused.getMessage().startsWith("checkpoint: " + rule), refused::getMessage);
    }

    @Test
    void trace_withoutAHashForEveryLoss_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Trace(new float[2], new int[1], List.of()));
    }
}
