package dev.zankyo.report;

import dev.zankyo.Prediction;
import dev.zankyo.data.Finding;
import dev.zankyo.evaluate.ConfusionMatrix;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Interval;
import dev.zankyo.train.TrainingResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One thing that would improve a model or its evaluation, with its evidence.
 *
 * @param what the thing to do
 * @param evidence the figures that speak for it
 */
record Advice(String what, String evidence) {
    /** The most classes and files that one piece of advice names. */
    private static final int NAMED = 3;

    /** A class with this number of training rows has enough. */
    private static final int ENOUGH = 100;

    /** A wrong prediction with at least this probability is a reason to doubt the label. */
    private static final double SURE = 0.9;

    /** If the interval of the accuracy is wider than this, more test rows are advised. */
    private static final double WIDE = 0.25;

    /** Returns advice about the data from the doctor's findings. */
    static List<Advice> of(List<Finding> findings) {
        List<Advice> advice = new ArrayList<>();
        for (Finding finding : findings) {
            String what =
                    switch (finding.kind()) {
                        case IN_BOTH_SETS -> "Remove training data from the test set; the accuracy is too high";
                        case CONTRADICTION -> "Correct the labels of equal recordings";
                        case CLIPPED -> "Replace clipped recordings, or record at a lower level";
                        case OUTSIDE_BAND -> "Use another frequency band";
                        default -> "";
                    };
            if (!what.isEmpty()) {
                advice.add(new Advice(what, Words.sentence(finding.text()) + "."));
            }
        }
        return List.copyOf(advice);
    }

    /**
     * Returns advice to collect more rows of classes that are clearly recognized worse than the average and have few
     * training rows. A class is clearly worse if the 95 % interval of its recall lies below the accuracy.
     *
     * @param trainingRows number of training rows of each class
     */
    static List<Advice> moreRows(Evaluation evaluation, int[] trainingRows, String unit) {
        ConfusionMatrix confusion = evaluation.confusion();
        int most = Arrays.stream(trainingRows).max().orElse(0);
        return IntStream.range(0, confusion.classes())
                .filter(c -> confusion.actual(c) > 0 && recall(confusion, c).high() < confusion.accuracy())
                .filter(c -> trainingRows[c] < ENOUGH || 2 * trainingRows[c] < most)
                .boxed()
                .sorted(Comparator.comparingDouble(confusion::recall))
                .limit(NAMED)
                .map(c -> new Advice(
                        "Add training " + unit + "s of "
                                + Words.quoted(evaluation.classes().get(c)),
                        Words.of(confusion.count(c, c), confusion.actual(c)) + " of its test " + unit
                                + "s are recognized, " + Words.of(confusion.correct(), confusion.total())
                                + " of all. It has "
                                + Words.count(trainingRows[c], "training " + unit, "training " + unit + "s") + "."))
                .toList();
    }

    private static Interval recall(ConfusionMatrix confusion, int c) {
        return Interval.wilson(confusion.count(c, c), confusion.actual(c));
    }

    /** Returns advice to check the labels of rows that the model confidently predicts as another class. */
    static List<Advice> doubtfulLabels(Evidence test, List<Prediction> predictions, String unit) {
        List<Integer> doubtful = IntStream.range(0, predictions.size())
                .filter(row -> !predictions.get(row).label().equals(test.label(row)))
                .filter(row -> predictions.get(row).probability() >= SURE)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -predictions.get(row).probability()))
                .toList();
        if (doubtful.isEmpty()) {
            return List.of();
        }
        String named = doubtful.stream()
                .limit(NAMED)
                .map(row -> test.names().apply(row) + " is labeled " + Words.quoted(test.label(row))
                        + " and predicted as "
                        + Words.quoted(predictions.get(row).label()) + " (probability "
                        + Words.rounded(predictions.get(row).probability()) + ")")
                .collect(Collectors.joining("; "));
        String more = doubtful.size() > NAMED ? "; and " + (doubtful.size() - NAMED) + " more" : "";
        return List.of(new Advice(
                "Listen to the mistakes with a probability of 90 % or more, and correct wrong labels",
                Words.count(doubtful.size(), unit, unit + "s") + ": " + named + more + "."));
    }

    /** Returns advice to test on more rows, if the interval of the accuracy is wide. */
    static List<Advice> moreTests(ConfusionMatrix confusion, String unit) {
        Interval interval = Interval.wilson(confusion.correct(), confusion.total());
        return interval.high() - interval.low() <= WIDE
                ? List.of()
                : List.of(new Advice(
                        "Test on more " + unit + "s",
                        "With " + Words.count(confusion.total(), "test " + unit, "test " + unit + "s")
                                + ", the 95 % interval of the accuracy is as wide as "
                                + Words.interval(confusion.correct(), confusion.total()) + "."));
    }

    /**
     * Returns advice about the number of epochs.
     *
     * @param nearestClassMean the number of test rows that the nearest class mean predicts correctly
     */
    static List<Advice> epochs(TrainingResult result, int nearestClassMean) {
        LossTrend trend = LossTrend.of(result.history());
        if (trend.overfits() && result.epoch() == result.history().size()) {
            return List.of(new Advice(
                    "Stop earlier (--keep best --validation-share 0.1), add training data, or augment more"
                            + " (--augmentation 1.5)",
                    trend.words()));
        }
        ConfusionMatrix confusion = result.evaluation().confusion();
        String more = "Train for more epochs (--epochs " + 2 * result.recipe().epochs() + ")";
        if (trend.stillFalls() && confusion.correct() < confusion.total()) {
            return List.of(new Advice(more, trend.words()));
        }
        return confusion.correct() < nearestClassMean
                ? List.of(new Advice(
                        more,
                        "After " + Words.count(result.history().size(), "epoch", "epochs")
                                + ", the model is worse than the nearest class mean, which needs no epochs."))
                : List.of();
    }
}
