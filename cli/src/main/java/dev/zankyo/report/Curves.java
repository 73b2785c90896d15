package dev.zankyo.report;

import dev.zankyo.report.Chart.Line;
import dev.zankyo.report.Chart.Style;
import dev.zankyo.train.EpochResult;
import dev.zankyo.train.LearningRateSchedule;
import dev.zankyo.train.TrainingResult;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

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

    record View(List<Row> epochs, String lossWords, String accuracyWords, String rateWords, boolean recalibrated) {}

    static Section of(TrainingResult result) {
        List<EpochResult> history = result.history();
        EpochResult first = history.get(0);
        EpochResult last = history.get(history.size() - 1);
        EpochResult best = history.stream()
                .max(Comparator.comparingDouble(EpochResult::testAccuracy))
                .orElseThrow();
        var view = new View(
                history.stream().map(Row::of).toList(),
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
        Chart[] charts = {
            new Chart(
                    "accuracy",
                    "epoch",
                    true,
                    epochs,
                    List.of(
                            new Line("training", "train", Style.LINE, values(history, EpochResult::trainAccuracy)),
                            new Line("test", "test", Style.LINE, values(history, EpochResult::testAccuracy)))),
            new Chart(
                    "loss",
                    "epoch",
                    false,
                    epochs,
                    List.of(
                            new Line("training", "train", Style.LINE, values(history, EpochResult::trainLoss)),
                            new Line("test", "test", Style.LINE, values(history, EpochResult::testLoss)))),
            new Chart(
                    "rate",
                    "epoch",
                    false,
                    rates.epochs(),
                    List.of(new Line("learning rate", "rate", Style.LINE, rates.values())))
        };
        return Section.full("Learning curves", Templates.render("curves", view), charts);
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

    private static double[] values(List<EpochResult> history, ToDoubleFunction<EpochResult> figure) {
        return history.stream().mapToDouble(figure).toArray();
    }
}
