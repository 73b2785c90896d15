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

    private ProgressView bars(int columns, Trainings trainings) {
        var writer = new PrintableWriter(new Screen(err, columns));
        PrintableWriter.forPeople(writer);
        return ProgressView.of(writer, trainings);
    }

    /** Two of ten epochs of 100 rows, in two steps each. */
    private void watch(ProgressView view) {
        twoEpochs(view);
        view.close();
    }

    private static void twoEpochs(ProgressView view) {
        for (int epoch = 1; epoch <= 2; epoch++) {
            view.onStep(new Step(epoch, 10, 60, 100, 0.75, 0.8, 0.01f, 1.25));
            view.onStep(new Step(epoch, 10, 100, 100, 0.5, 0.9, 0.01f, 0.05));
            view.onEpoch(new EpochResult(epoch, 0.01f, 0.5, 0.9, 0.25, 1, 2, 0));
        }
    }

    /** Returns the last status on the screen. */
    private String lastStatus() {
        String last = states().getLast();
        return last.substring(last.indexOf("training"));
    }

    /** Returns the states of the status line, and the lines above it. */
    private List<String> states() {
        return Arrays.asList(err.toString().split("\r\033\\[K(?:\033\\[A\r\033\\[K)?"));
    }

    @Test
    void lines_epochs_areOneLineEach() {
        watch(ProgressView.of(new PrintWriter(err), Trainings.ONE));
        List<String> lines = err.toString().lines().toList();
        assertEquals(2, lines.size());
        assertEquals(EPOCH_2, lines.get(1));
    }

    /** Checks a run that continues after the last step of an epoch but before its validation. */
    @Test
    void lines_epochWithoutAStep_isALineToo() {
        var view = ProgressView.of(new PrintWriter(err), Trainings.ONE);
        view.onEpoch(new EpochResult(2, 0.01f, 0.5, 0.9, 0.25, 1, 2, 0));
        view.close();
        assertEquals(
                "epoch 2  loss 0.5000  accuracy  90.00 %  test loss 0.2500  test accuracy 100.00 %",
                err.toString().strip());
    }

    @Test
    void bars_epochs_standAboveTheBar() {
        watch(bars(120, Trainings.ONE));
        assertTrue(err.toString().contains(EPOCH_2 + System.lineSeparator()), err::toString);
        assertTrue(err.toString().endsWith(CLEAR), "the bar is cleared at the end");
    }

    @Test
    void bars_end_showsAllFiguresByName() {
        watch(bars(120, Trainings.ONE));
        String last = lastStatus();
        assertTrue(last.startsWith("training  20 %  [=="), last);
        assertTrue(last.contains("]  elapsed 0:00, remaining 0:0"), last);
        assertTrue(last.endsWith("  epoch 2/10  loss 0.50  accuracy 90.0 %  2,000 samples/s"), last);
    }

    @Test
    void bars_ofFolds_countAllOfThem() {
        ProgressView view = bars(120, new Trainings("fold", 5, 0));
        twoEpochs(view);
        view.endTraining("held out fold 1");
        twoEpochs(view);
        view.close();
        String last = lastStatus();
        assertTrue(last.startsWith("training  24 %"), last); // 10 epochs and 2 of 50
        assertTrue(last.contains("fold 2/5  epoch 2/10  loss 0.50"), last);
        assertTrue(err.toString().contains("held out fold 1\n"), err::toString);
    }

    @Test
    void bars_ofTrials_countTheirEpochs() {
        ProgressView view = bars(120, new Trainings("trial", 3, 100));
        twoEpochs(view);
        view.endTraining("trial 1");
        twoEpochs(view);
        view.close();
        String last = lastStatus();
        assertTrue(last.startsWith("training  12 %"), last); // 10 epochs and 2 of 100
        assertTrue(last.contains("trial 2/3  epoch 2/10  "), last);
    }

    @Test
    void bars_60Columns_takeTwoLinesWithAllFigures() {
        watch(bars(60, Trainings.ONE));
        List<String> last = lastStatus().lines().toList();
        assertEquals(2, last.size(), last::toString);
        assertTrue(
                last.getFirst().matches("training +20 %  \\[=+ +]  elapsed 0:0\\d, remaining 0:0\\d"), last::toString);
        assertEquals("epoch 2/10  loss 0.50  accuracy 90.0 %  2,000 samples/s", last.getLast());
        assertTrue(err.toString().contains("epoch  2/10  test loss 0.2500  test accuracy 100.00 %"), err::toString);
    }

    @Test
    void bars_narrowWindows_neverReachTheLastColumn() {
        for (int columns = 20; columns < 130; columns++) {
            err.getBuffer().setLength(0);
            watch(bars(columns, new Trainings("trial", 26, 300)));
            for (String state : states()) {
                for (String line : state.lines().toList()) {
                    boolean stays = line.startsWith("epoch  ") || line.startsWith(" ");
                    assertTrue(line.length() <= (stays ? columns : columns - 1), columns + ": " + line);
                }
            }
        }
    }

    @Test
    void bars_failureBeforeTheFirstStep_leaveNothing() {
        bars(100, Trainings.ONE).close();
        assertEquals("", err.toString());
    }
}
