package dev.zankyo.evaluate;

import dev.zankyo.Prediction;
import java.util.List;

/**
 * The predictions for some rows, with the features that they are computed from. Features are the inputs of the last
 * layer.
 *
 * @param predictions (N)
 * @param features (N, F)
 */
public record Embedding(List<Prediction> predictions, float[][] features) {
    public Embedding {
        predictions = List.copyOf(predictions);
    }
}
