package dev.zankyo.report;

import dev.zankyo.Prediction;
import dev.zankyo.data.Dataset;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.NearestClassMean;
import dev.zankyo.train.CrossValidation;
import dev.zankyo.train.CrossValidation.Fold;
import dev.zankyo.train.TrainingResult;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The verdicts about a training run and about a model that was read from a file. */
final class Verdicts {
    /** The most classes whose sizes are listed. */
    private static final int MOST_CLASSES = 20;

    private Verdicts() {}

    /** Returns the section about a training run. */
    static Section of(
            TrainingResult result,
            Evaluation evaluation,
            Evidence training,
            Evidence test,
            RunData data,
            List<Prediction> predictions) {
        int[] trainingRows = counts(training.rows());
        int simple = NearestClassMean.of(training.rows()).correct(test.rows());
        return measured(evaluation, true, data)
                .baseline("nearest class mean", simple)
                .advice(Advice.of(data.findings()))
                .advice(Advice.moreRows(evaluation, trainingRows, data.unit()))
                .advice(Advice.doubtfulLabels(test, predictions, data.unit()))
                .advice(Advice.epochs(result, simple))
                .advice(Advice.moreTests(evaluation.confusion(), data.unit()))
                .fact("Training set", sentence(data.summary(training.rows().size(), data.trainingSeconds())))
                .fact("Test set", sentence(data.summary(test.rows().size(), data.testSeconds())))
                .fact("Held out", sentence(data.heldOut()))
                .fact("Classes", classes(training.rows().classes(), trainingRows, counts(test.rows())))
                .fact("Date", Facts.now())
                .section();
    }

    /** Returns the section about a model that was read from a file. */
    static Section of(Evaluation evaluation, Evidence test, RunData data, List<Prediction> predictions) {
        Verdict verdict = measured(evaluation, false, data)
                .advice(Advice.of(data.findings()))
                .advice(Advice.doubtfulLabels(test, predictions, data.unit()))
                .fact("Test set", sentence(data.summary(test.rows().size(), data.testSeconds())));
        return (data.overlap().isPresent() ? verdict : verdict.fact("Held out", sentence(data.heldOut())))
                .fact("Classes", classes(test.rows().classes(), counts(test.rows())))
                .fact("Date", Facts.now())
                .section();
    }

    /** Returns the section about a cross-validation. */
    static Section of(CrossValidation result, Evidence rows, RunData data) {
        Evaluation evaluation = result.outOfFold().evaluation();
        int simple = result.folds().stream().mapToInt(Fold::nearestClassMean).sum();
        return Verdict.of(evaluation, data.unit())
                .baseline("nearest class mean", simple)
                .advice(Advice.of(data.findings()))
                .advice(Advice.doubtfulLabels(rows, result.outOfFold().predictions(), data.unit()))
                .fact("Data", sentence(data.summary(rows.rows().size(), data.testSeconds())))
                .fact("Held out", sentence(data.heldOut()))
                .fact("Classes", classes(rows.rows().classes(), counts(rows.rows())))
                .fact("Date", Facts.now())
                .section();
    }

    private static Verdict measured(Evaluation evaluation, boolean ofTheRun, RunData data) {
        return Verdict.of(evaluation, data.unit())
                .caution(data.overlap())
                .fact("Calibrated", Calibrations.answer(evaluation, ofTheRun));
    }

    private static String sentence(String words) {
        return Words.sentence(words) + ".";
    }

    private static String classes(List<String> names, int[] training, int[] test) {
        return names.size() > MOST_CLASSES
                ? Words.count(names.size()) + ", each with " + range(training) + " training and " + range(test)
                        + " test rows."
                : list(names, c -> Words.count(training[c]) + " + " + Words.count(test[c]), " (training + test)");
    }

    private static String classes(List<String> names, int[] test) {
        return names.size() > MOST_CLASSES
                ? Words.count(names.size()) + ", each with " + range(test) + " rows."
                : list(names, c -> Words.count(test[c]), "");
    }

    private static String list(List<String> names, IntFunction<String> size, String meaning) {
        return names.size() + meaning + ": "
                + String.join(
                        ", ",
                        IntStream.range(0, names.size())
                                .mapToObj(c -> names.get(c) + " " + size.apply(c))
                                .toList())
                + ".";
    }

    /** Returns the smallest and the largest count, such as 3 to 5. */
    private static String range(int[] counts) {
        int least = Arrays.stream(counts).min().orElse(0);
        int most = Arrays.stream(counts).max().orElse(0);
        return Words.count(least) + (least == most ? "" : " to " + Words.count(most));
    }

    private static int[] counts(Dataset rows) {
        int[] counts = new int[rows.classes().size()];
        for (int label : rows.labels()) {
            counts[label]++;
        }
        return counts;
    }
}
