package dev.zankyo.train;

import dev.zankyo.backend.Weights;
import dev.zankyo.data.Dataset;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Predictor;
import java.util.Optional;

/**
 * Measures the network after every epoch.
 *
 * @param heldOut training rows that are not learnt from, by which an epoch is chosen; empty if the test rows do that too
 */
record Validation(Predictor predictor, Dataset testRows, Optional<Dataset> heldOut) {

    Evaluation test(Weights weights) {
        return of(weights, testRows);
    }

    /** The loss to choose by, of weights that have been tested. */
    double loss(Weights weights, Evaluation tested) {
        return heldOut.map(rows -> of(weights, rows).loss()).orElse(tested.loss());
    }

    private Evaluation of(Weights weights, Dataset rows) {
        predictor.load(weights);
        return predictor.evaluate(rows);
    }
}
