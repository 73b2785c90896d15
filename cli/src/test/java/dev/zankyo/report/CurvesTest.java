package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.report.Chart.Line;
import dev.zankyo.report.Chart.Mark;
import dev.zankyo.report.Chart.Style;
import dev.zankyo.train.EarlyStopping;
import dev.zankyo.train.EpochResult;
import dev.zankyo.train.TrainingResult;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurvesTest {
    /** Returns a run whose losses have these values by epoch. */
    private static TrainingResult run(int epochs, IntToDoubleFunction train, IntToDoubleFunction test) {
        List<EpochResult> history = IntStream.rangeClosed(1, epochs)
                .mapToObj(epoch -> new EpochResult(
                        epoch, 0.003f, train.applyAsDouble(epoch), 0.5, test.applyAsDouble(epoch), 0.5, 1, 0))
                .toList();
        return Runs.of(List.of("a", "b"), epochs, 10).toBuilder()
                .history(history)
                .build();
    }

    private static Chart loss(Section section) {
        return section.charts().stream()
                .filter(chart -> chart.id().equals("loss"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Style> styles(Chart chart) {
        return chart.lines().stream().map(Line::style).toList();
    }

    @Test
    void mark_isAtTheLowestTestLossOrAtTheEpochOfTheModel() {
        TrainingResult run = run(10, epoch -> 1.0 / epoch, epoch -> 0.5 + 0.02 * Math.abs(epoch - 4));
        assertEquals(
                List.of(new Mark(4, "lowest test loss: epoch 4")),
                loss(Curves.of(run)).marks());

        var keepsBest = run.recipe().withStopping(new EarlyStopping(0, EarlyStopping.Keep.BEST, 0.1));
        TrainingResult best = run.toBuilder().recipe(keepsBest).epoch(6).build();
        assertEquals(
                List.of(new Mark(6, "the model: epoch 6")),
                loss(Curves.of(best)).marks());
    }

    @Test
    void trend_ofARun_isSaidAboveTheCurves() {
        String rising =
                VerdictTest.text(Curves.of(run(10, epoch -> 1.0 / epoch, epoch -> 0.5 + 0.02 * Math.abs(epoch - 4))));
        assertTrue(rising.startsWith("The network overfits after epoch 4: the test loss rises from 0.5000"), rising);
        String steady = VerdictTest.text(Curves.of(run(10, epoch -> 1.0 / epoch, epoch -> epoch < 4 ? 2 : 0.5)));
        assertTrue(
                steady.startsWith(
                        "The network does not overfit: the test loss is lowest in epoch 4 and in the last epoch"
                                + " within 20 % of that."),
                steady);
        // The verdict may advise more epochs for another reason, so this sentence must not speak against it.
        assertFalse(steady.contains("More epochs"), steady);
        assertTrue(VerdictTest.text(Curves.of(run(10, epoch -> epoch, epoch -> epoch)))
                .startsWith(
                        "The test loss is lowest in epoch 1 and over 20 % higher in the last, but the training loss has"
                                + " not"));
        assertTrue(VerdictTest.text(Curves.of(run(3, epoch -> 1, epoch -> epoch)))
                .startsWith("Too few epochs to see a trend."));
    }

    @Test
    void curves_ofManyNoisyEpochs_areSmoothedOverTheRawOnes() {
        IntToDoubleFunction calm = epoch -> 1 - 0.01 * epoch;
        IntToDoubleFunction noisy = epoch -> calm.applyAsDouble(epoch) + (epoch % 2 == 0 ? 0.1 : -0.1);
        Section section = Curves.of(run(40, calm, noisy));
        assertEquals(List.of(Style.LINE, Style.FAINT, Style.SMOOTH), styles(loss(section)));
        assertTrue(VerdictTest.text(section).contains("Thick lines are moving averages"));

        Section few = Curves.of(run(19, calm, noisy));
        assertEquals(List.of(Style.LINE, Style.LINE), styles(loss(few)));
        assertFalse(VerdictTest.text(few).contains("moving averages"));
    }

    /** Of 40 values, each mean is of up to 2 values on both sides. */
    @Test
    void smoothing_ofValues_isTheirCenteredMean() {
        double[] values = new double[40];
        values[10] = 5;
        values[39] = 3;
        double[] expected = new double[40];
        for (int i = 8; i <= 12; i++) {
            expected[i] = 1;
        }
        expected[37] = 0.6; // of 35 to 39
        expected[38] = 1; // of 37 to 39
        expected[39] = 3; // of itself
        assertArrayEquals(expected, Smoothing.of(values), 1e-12);
    }

    @Test
    void smoothing_ofASmoothCurve_isNotNeeded() {
        double[] smooth =
                IntStream.range(0, 50).mapToDouble(i -> Math.exp(-i / 10.0)).toArray();
        assertFalse(Smoothing.isNoisy(smooth));
        assertArrayEquals(smooth, Smoothing.ifNoisy(smooth));
        assertFalse(Smoothing.isNoisy(new double[50]), "constant");
    }
}
