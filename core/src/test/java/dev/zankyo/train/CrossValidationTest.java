package dev.zankyo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.Prediction;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Folds;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.train.CrossValidation.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CrossValidationTest {
    private static Fold fold(int right, int wrong) {
        int[] labels = new int[right + wrong];
        float[] logits = new float[2 * labels.length];
        for (int row = 0; row < labels.length; row++) {
            logits[2 * row + (row < right ? 0 : 1)] = 1;
        }
        var rows = new Dataset(List.of("a", "b"), labels, new float[labels.length], 1, 1);
        return new Fold("x", 9, Evaluation.of(rows, logits), 0);
    }

    @Test
    void figures_ofThreeFolds_areTheTextbooks() {
        var result = new CrossValidation(List.of(fold(5, 5), fold(7, 3), fold(18, 2)), null);
        assertEquals(0.7, result.mean(), 1e-15);
        assertEquals(0.2, result.deviation(), 1e-15);
        double right = Math.log1p(Math.exp(-1)); // loss of a correct row; that of a wrong one is 1 more
        assertEquals(right + (0.5 + 0.3 + 0.1) / 3, result.meanLoss(), 1e-7);
        assertEquals(0.2, result.lossDeviation(), 1e-7);
        assertEquals(30, result.pooled().correct());
        assertEquals(40, result.pooled().total());
        assertTrue(result.interval().low() < 0.75 && result.interval().high() > 0.75);
    }

    /**
     * Checks that each fold equals a training on the other rows that is tested on the fold's rows. The recipe is the
     * one for the number of training rows.
     */
    @Test
    void run_ofThreeFolds_isThreeTrainings() {
        Dataset rows = Toy.rows(24, 1);
        Folds parts = Folds.stratified(rows, 3, 5);
        var trainer = new Trainer(new ReferenceBackend(), 1, TrainingListener.NONE);
        List<Fold> told = new ArrayList<>();
        var result = CrossValidation.run(trainer, Toy.RECIPE, 7, Toy.NETWORK, rows, parts, told::add);
        assertEquals(3, result.folds().size());
        assertEquals(result.folds(), told);
        assertEquals(24, result.pooled().total());
        TrainingResult second = trainer.train(
                Toy.RECIPE.adaptedTo(16),
                7,
                Toy.NETWORK,
                rows.select(parts.trainingRows(1)),
                rows.select(parts.heldOut(1)));
        assertEquals(
                second.evaluation().loss(), result.folds().get(1).evaluation().loss());
        assertEquals(16, result.folds().get(1).trainingRows());
        assertEquals("fold 2", result.folds().get(1).name());

        OutOfFold all = result.outOfFold();
        assertEquals(24, all.predictions().size());
        assertEquals(result.pooled().correct(), all.evaluation().confusion().correct());
        assertEquals(result.meanLoss(), all.evaluation().loss(), 1e-6, "the folds have equal sizes");
        TrainedModel model = second.model().withCalibration(Optional.empty());
        try (var predictor = Predictor.of(model, trainer.backend(), 1, trainer.precision())) {
            int[] heldOut = parts.heldOut(1);
            List<Prediction> expected = predictor.predict(rows.select(heldOut));
            for (int i = 0; i < heldOut.length; i++) {
                assertEquals(expected.get(i), all.predictions().get(heldOut[i]));
            }
        }
    }
}
