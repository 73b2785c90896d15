package dev.zankyo.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.train.EpochResult;
import dev.zankyo.train.TrainingListener.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProgressViewTest {
    private static final String EPOCH_2 =
            "epoch  2/10  loss 0.5000  accuracy  90.00 %  test loss 0.2500  test accuracy 100.00 %  50 samples/s";
    private static final String CLEAR = "\r\033[K";

    private record Step(
            int epoch,
            int epochs,
            int rows,
            int rowsPerEpoch,
            double loss,
            double accuracy,
            float learningRate,
            double seconds)
            implements Progress {}

    private final StringWriter err = new StringWriter();

    /** Two of ten epochs of 100 rows, in two steps each. */
    private void watch(ProgressView view) {
        for (int epoch = 1; epoch <= 2; epoch++) {
            view.onStep(new Step(epoch, 10, 60, 100, 0.75, 0.8, 0.01f, 1.25));
            view.onStep(new Step(epoch, 10, 100, 100, 0.5, 0.9, 0.01f, 2));
            view.onEpoch(new EpochResult(epoch, 0.01f, 0.5, 0.9, 0.25, 1, 2, 0));
        }
        view.close();
    }

    @Test
    void lines_epochs_areOneLineEach() {
        watch(new ProgressLines(new PrintWriter(err)));
        List<String> lines = err.toString().lines().toList();
        assertEquals(2, lines.size());
        assertEquals(EPOCH_2, lines.get(1));
    }

    /** Checks a run that continues after the last step of an epoch but before its validation. */
    @Test
    void lines_epochWithoutAStep_isALineToo() {
        var view = new ProgressLines(new PrintWriter(err));
        view.onEpoch(new EpochResult(2, 0.01f, 0.5, 0.9, 0.25, 1, 2, 0));
        view.close();
        assertEquals(
                "epoch 2  loss 0.5000  accuracy  90.00 %  test loss 0.2500  test accuracy 100.00 %",
                err.toString().strip());
    }

    @Test
    void bars_epochs_standAboveTheBar() {
        watch(new ProgressBars(new PrintWriter(err), 100));
        assertTrue(err.toString().contains(CLEAR + EPOCH_2 + System.lineSeparator()), err::toString);
        assertTrue(err.toString().endsWith(CLEAR), "the bar is cleared at the end");
    }

    @Test
    void bars_end_showsAllFigures() {
        watch(new ProgressBars(new PrintWriter(err), 100));
        List<String> states = Arrays.asList(err.toString().split(CLEAR.replace("[", "\\[")));
        String last = states.get(states.size() - 1);
        assertTrue(last.strip().startsWith("20%"), last);
        assertTrue(last.contains("2/10 epochs"), last);
        assertTrue(last.endsWith("loss 0.500, 90.0 %, 50 samples/s"), last);
    }

    @Test
    void bars_narrowWindow_stayOnOneLine() {
        watch(new ProgressBars(new PrintWriter(err), 40));
        for (String state : err.toString().split(CLEAR.replace("[", "\\["))) {
            assertTrue(state.startsWith("epoch") || state.length() < 40, state);
        }
    }

    @Test
    void bars_failureBeforeTheFirstStep_leaveNothing() {
        new ProgressBars(new PrintWriter(err), 100).close();
        assertEquals("", err.toString());
    }
}
