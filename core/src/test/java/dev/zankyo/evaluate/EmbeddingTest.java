package dev.zankyo.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.Prediction;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Standardization;
import dev.zankyo.graph.Parameter;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.TrainedModel.Provenance;
import dev.zankyo.model.WeightInitializer;
import dev.zankyo.random.CounterRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
    private static final List<String> CLASSES = List.of("bell", "clap");
    private static final InferenceSpec ONE_ROW = new InferenceSpec(1, 1, Precision.FLOAT32);
    private static final TrainedModel MODEL = model();

    private static TrainedModel model() {
        ResNetConfig config = ResNetConfig.original(CLASSES.size());
        return new TrainedModel(
                config,
                CLASSES,
                Standardization.NONE,
                new Provenance("default", 1, "reference", "0.1.0", "2 rows"),
                WeightInitializer.initialize(ResNet.graph(config), 1));
    }

    private static Dataset rows() {
        CounterRandom random = CounterRandom.of(4);
        float[] values = new float[2 * 1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.gaussian(i);
        }
        return new Dataset(CLASSES, new int[2], values, 20, 50);
    }

    @Test
    void embed_ofAModel_givesItsPredictionsAndTheInputsOfItsLastLayer() {
        Embedding embedding;
        try (var predictor = Predictor.of(Readout.of(MODEL), MODEL, new ReferenceBackend(), ONE_ROW)) {
            embedding = predictor.embed(rows());
        }
        try (var predictor = Predictor.of(MODEL, new ReferenceBackend(), ONE_ROW)) {
            List<Prediction> predictions = predictor.predict(rows());
            float[] logits = predictor.logits(rows());
            Parameter weight = MODEL.graph().output().parameter(Parameter.Role.WEIGHT);
            float[] parameters = MODEL.weights().parameters();
            for (int row = 0; row < 2; row++) {
                float[] features = embedding.features()[row];
                double difference = 0; // the bias is 0
                for (int i = 0; i < features.length; i++) {
                    difference += features[i]
                            * (parameters[weight.offset() + i] - parameters[weight.offset() + features.length + i]);
                }
                double expected = logits[2 * row] - logits[2 * row + 1];
                assertEquals(expected, difference, 1e-5 * Math.abs(expected));
                assertArrayEquals(
                        predictions.get(row).probabilities(),
                        embedding.predictions().get(row).probabilities(),
                        1e-6);
            }
        }
    }

    @Test
    void embed_withoutFeatures_isRefused() {
        try (var predictor = Predictor.of(MODEL, new ReferenceBackend(), ONE_ROW)) {
            Dataset rows = rows();
            assertThrows(IllegalStateException.class, () -> predictor.embed(rows));
        }
    }
}
