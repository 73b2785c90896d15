package dev.zankyo.train;

import dev.zankyo.data.Dataset;
import dev.zankyo.data.Folds;
import dev.zankyo.evaluate.ConfusionMatrix;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Interval;
import dev.zankyo.model.ResNetConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How well a recipe does on rows it has not seen: it is trained once a fold, on the rows of the others, and measured on the
 * fold's own. The network is the one after the last epoch; nothing is chosen by the rows it is measured on.
 *
 * @param folds what each came to, in their order
 */
public record CrossValidation(List<Fold> folds) {

    /**
     * One network.
     *
     * @param name of the fold
     * @param learnt how many rows it learnt from
     * @param evaluation of the rows held out
     */
    public record Fold(String name, int learnt, Evaluation evaluation) {}

    public CrossValidation {
        folds = List.copyOf(folds);
    }

    /**
     * Trains and measures once a fold, every time from the same seed.
     *
     * @param recipe is suited to the number of rows of each ({@link Recipe#suitedTo}), as a run on them would be
     * @param listener is told of each fold when it is done
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
        for (int i = 0; i < parts.count(); i++) {
            Dataset learnt = rows.select(parts.learnt(i));
            Recipe suited = recipe.suitedTo(learnt.size());
            TrainingResult result = trainer.train(suited, seed, network, learnt, rows.select(parts.heldOut(i)));
            Fold fold = new Fold(parts.names().get(i), learnt.size(), result.evaluation());
            folds.add(fold);
            listener.accept(fold);
        }
        return new CrossValidation(folds);
    }

    /** The folds' mean accuracy. */
    public double mean() {
        return folds.stream()
                .mapToDouble(fold -> fold.evaluation().accuracy())
                .average()
                .orElseThrow();
    }

    /** The standard deviation of the folds' accuracies, of a sample. */
    public double deviation() {
        double mean = mean();
        double squares = folds.stream()
                .mapToDouble(fold -> fold.evaluation().accuracy() - mean)
                .map(difference -> difference * difference)
                .sum();
        return Math.sqrt(squares / (folds.size() - 1));
    }

    /** The rows of all folds in one matrix: every row once, by the network that had not seen it. */
    public ConfusionMatrix pooled() {
        return folds.stream()
                .map(fold -> fold.evaluation().confusion())
                .reduce(ConfusionMatrix::plus)
                .orElseThrow();
    }

    /** Of the share of all rows that are classified rightly, 95 %; taken as if the folds' networks were one. */
    public Interval interval() {
        return Interval.wilson(pooled().correct(), pooled().total());
    }
}
