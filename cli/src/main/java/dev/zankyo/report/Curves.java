package dev.zankyo.report;

import dev.zankyo.report.Chart.Line;
import dev.zankyo.report.Chart.Style;
import dev.zankyo.train.EarlyStopping;
import dev.zankyo.train.EpochResult;
import dev.zankyo.train.LearningRateSchedule;
import dev.zankyo.train.TrainingResult;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The section with loss, accuracy and learning rate by epoch, as charts and as a table. */
final class Curves {
    private static final int MOST_RATES = 300;

    private Curves() {}

    record Row(
            int epoch,
            String trainLoss,
            String testLoss,
            String trainAccuracy,
            String testAccuracy,
            String learningRate,
            String seconds) {
        static Row of(EpochResult epoch) {
            return new Row(
                    epoch.epoch(),
                    Words.decimals(epoch.trainLoss()),
                    Words.decimals(epoch.testLoss()),
                    Words.percent(epoch.trainAccuracy()),
                    Words.percent(epoch.testAccuracy()),
                    String.format(Locale.ROOT, "%.3g", epoch.learningRate()),
                    Words.time(epoch.seconds()));
        }
    }

    /** @param smoothed whether a curve of the charts is smoothed */
    record View(
            List<Row> epochs,
            String trend,
            boolean smoothed,
            String lossWords,
            String accuracyWords,
            String rateWords,
            boolean recalibrated) {}

    static Section of(TrainingResult result) {
        List<EpochResult> history = result.history();
        EpochResult first = history.get(0);
        EpochResult last = history.get(history.size() - 1);
        EpochResult best = history.stream()
                .max(Comparator.comparingDouble(EpochResult::testAccuracy))
                .orElseThrow();
        List<Line> accuracy = lines(history, EpochResult::trainAccuracy, EpochResult::testAccuracy);
        List<Line> loss = lines(history, EpochResult::trainLoss, EpochResult::testLoss);
        LossTrend trend = LossTrend.of(history);
        var view = new View(
                history.stream().map(Row::of).toList(),
                trend.words(),
                accuracy.size() > 2 || loss.size() > 2,
                "Test loss: " + Words.decimals(first.testLoss()) + " in the first epoch, "
                        + Words.decimals(last.testLoss()) + " in the last. Training loss: "
                        + Words.decimals(first.trainLoss()) + ", then " + Words.decimals(last.trainLoss()) + ".",
                "Test accuracy: " + Words.percent(first.testAccuracy()) + " in the first epoch, "
                        + Words.percent(last.testAccuracy()) + " in the last; best "
                        + Words.percent(best.testAccuracy())
                        + " in epoch " + best.epoch() + ".",
                "Peak learning rate: "
                        + String.format(Locale.ROOT, "%.3g", result.recipe().learningRate())
                        + "; the table shows the rate of each epoch's last step.",
                result.recipe().recomputeStatistics());
        double[] epochs = values(history, EpochResult::epoch);
        Rates rates = Rates.of(result);
        boolean chosen = result.recipe().stopping().keep() == EarlyStopping.Keep.BEST;
        int marked = chosen ? result.epoch() : trend.best();
        String mark = (chosen ? "the model: epoch " : "lowest test loss: epoch ") + marked;
        Chart[] charts = {
            new Chart("accuracy", "epoch", true, epochs, accuracy).marked(marked, mark),
            new Chart("loss", "epoch", false, epochs, loss).marked(marked, mark),
            new Chart(
                    "rate",
                    "epoch",
                    false,
                    rates.epochs(),
                    List.of(new Line("learning rate", "rate", Style.LINE, rates.values())))
        };
        return Section.of("Learning curves", Templates.render("curves", view), charts);
    }

    /** The learning rate at some of the steps, by the fraction of epochs done after each. */
    private record Rates(double[] epochs, double[] values) {
        static Rates of(TrainingResult result) {
            int stepsPerEpoch = result.recipe().stepsPerEpoch(result.trainRows());
            LearningRateSchedule schedule = result.recipe().schedule(stepsPerEpoch);
            long steps = (long) stepsPerEpoch * result.history().size();
            int shown = (int) Math.min(steps, MOST_RATES);
            long[] at = LongStream.range(0, shown)
                    .map(i -> shown == 1 ? 0 : i * (steps - 1) / (shown - 1))
                    .toArray();
            return new Rates(
                    LongStream.of(at)
                            .mapToDouble(step -> (step + 1.0) / stepsPerEpoch)
                            .toArray(),
                    LongStream.of(at).mapToDouble(schedule::at).toArray());
        }
    }

    /** Returns the curves of both sets; a noisy one is faint behind its moving average. */
    private static List<Line> lines(
            List<EpochResult> history, ToDoubleFunction<EpochResult> training, ToDoubleFunction<EpochResult> test) {
        return Stream.concat(
                        lines("training", "train", values(history, training)),
                        lines("test", "test", values(history, test)))
                .toList();
    }

    private static Stream<Line> lines(String label, String colour, double[] values) {
        return Smoothing.isNoisy(values)
                ? Stream.of(
                        new Line(label, colour, Style.FAINT, values),
                        new Line(label + ", smoothed", colour, Style.SMOOTH, Smoothing.of(values)))
                : Stream.of(new Line(label, colour, Style.LINE, values));
    }

    private static double[] values(List<EpochResult> history, ToDoubleFunction<EpochResult> figure) {
        return history.stream().mapToDouble(figure).toArray();
    }
}
