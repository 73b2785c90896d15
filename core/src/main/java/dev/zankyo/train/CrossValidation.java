package dev.zankyo.train;

import dev.zankyo.data.Dataset;
import dev.zankyo.data.Folds;
import dev.zankyo.evaluate.ConfusionMatrix;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Interval;
import dev.zankyo.evaluate.NearestClassMean;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * A cross-validation of a recipe. For each fold, a network is trained on the rows of the other folds and evaluated on
 * the fold's own. The network after the last epoch is used; nothing is chosen by the held-out rows.
 *
 * @param folds the result of each fold, in order
 * @param outOfFold the prediction for each row by the network that was not trained on it
 */
public record CrossValidation(List<Fold> folds, OutOfFold outOfFold) {

    /**
     * The result of one fold.
     *
     * @param name name of the fold
     * @param trainingRows number of training rows
     * @param evaluation evaluation on the held-out rows
     * @param nearestClassMean number of held-out rows that {@link NearestClassMean} of the training rows predicts
     *     correctly
     */
    public record Fold(String name, int trainingRows, Evaluation evaluation, int nearestClassMean) {}

    public CrossValidation {
        folds = List.copyOf(folds);
    }

    /**
     * Trains and evaluates once per fold, always with the same seed.
     *
     * @param recipe the recipe; it is adapted to the number of training rows of each fold ({@link Recipe#adaptedTo}),
     *     as in a normal run
     * @param listener receives each fold when it is done
     */
    public static CrossValidation run(
            Trainer trainer,
            Recipe recipe,
            long seed,
            ResNetConfig network,
            Dataset rows,
            Folds parts,
            Consumer<Fold> listener) {
        List<Fold> folds = new ArrayList<>();
        var predicted = new OutOfFold.Collector(rows);
        for (int i = 0; i < parts.count(); i++) {
            Dataset trainingRows = rows.select(parts.trainingRows(i));
            Recipe suited = recipe.adaptedTo(trainingRows.size());
            int[] heldOut = parts.heldOut(i);
            TrainingResult result = trainer.train(suited, seed, network, trainingRows, rows.select(heldOut));
            TrainedModel uncalibrated = result.model().withCalibration(Optional.empty());
            try (var predictor =
                    Predictor.of(uncalibrated, trainer.backend(), trainer.threads(), trainer.precision())) {
                predicted.add(heldOut, predictor);
            }
            int simple = NearestClassMean.of(trainingRows).correct(rows.select(heldOut));
            Fold fold = new Fold(parts.names().get(i), trainingRows.size(), result.evaluation(), simple);
            folds.add(fold);
            listener.accept(fold);
        }
        return new CrossValidation(folds, predicted.outOfFold());
    }

    /** Returns the mean accuracy of the folds. */
    public double mean() {
        return folds.stream()
                .mapToDouble(fold -> fold.evaluation().accuracy())
                .average()
                .orElseThrow();
    }

    /** Returns the sample standard deviation of the folds' accuracies. */
    public double deviation() {
        return deviation(fold -> fold.evaluation().accuracy(), mean());
    }

    /** Returns the mean loss of the folds, each counting the same, in nats. */
    public double meanLoss() {
        return folds.stream()
                .mapToDouble(fold -> fold.evaluation().loss())
                .average()
                .orElseThrow();
    }

    /** Returns the sample standard deviation of the folds' losses. */
    public double lossDeviation() {
        return deviation(fold -> fold.evaluation().loss(), meanLoss());
    }

    private double deviation(ToDoubleFunction<Fold> figure, double mean) {
        double squares = folds.stream()
                .mapToDouble(fold -> figure.applyAsDouble(fold) - mean)
                .map(difference -> difference * difference)
                .sum();
        return Math.sqrt(squares / (folds.size() - 1));
    }

    /**
     * Returns the confusion matrix of all folds: every row once, predicted by the network that was not trained on it.
     */
    public ConfusionMatrix pooled() {
        return folds.stream()
                .map(fold -> fold.evaluation().confusion())
                .reduce(ConfusionMatrix::plus)
                .orElseThrow();
    }

    /** Returns the 95 % confidence interval of the accuracy on all rows, as if one network had predicted them. */
    public Interval interval() {
        return Interval.wilson(pooled().correct(), pooled().total());
    }
}
