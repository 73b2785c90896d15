package dev.zankyo.train;

import dev.zankyo.backend.Weights;
import dev.zankyo.data.Dataset;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Predictor;
import java.util.Optional;

/**
 * The evaluation of the network after every epoch.
 *
 * @param predictor the predictor that the weights are loaded into
 * @param testRows the test set
 * @param heldOut training rows held out to choose an epoch by; empty if the test set is used for that
 */
record Validation(Predictor predictor, Dataset testRows, Optional<Dataset> heldOut) {

    Evaluation test(Weights weights) {
        return of(weights, testRows);
    }

    /** Returns the loss to choose an epoch by, for weights whose test evaluation is {@code tested}. */
    double loss(Weights weights, Evaluation tested) {
        return heldOut.map(rows -> of(weights, rows).loss()).orElse(tested.loss());
    }

    private Evaluation of(Weights weights, Dataset rows) {
        predictor.load(weights);
        return predictor.evaluate(rows);
    }
}
