package dev.zankyo.keras;

import dev.zankyo.backend.Weights;
import dev.zankyo.data.Standardization;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.TrainedModel.Provenance;
import dev.zankyo.model.WeightInitializer;
import dev.zankyo.random.CounterRandom;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Files and models for the tests of this package. */
final class KerasFiles {
    private KerasFiles() {}

    /** Returns a file of this package's resources. */
    static Path resource(String name) {
        try {
            return Path.of(KerasFiles.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a model whose weights all differ, moving statistics too; its variances are positive. */
    static TrainedModel model(ResNetConfig config) {
        Weights weights = WeightInitializer.initialize(ResNet.graph(config), 3);
        CounterRandom random = CounterRandom.of(4);
        for (float[] vector : List.of(weights.parameters(), weights.movingStatistics())) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] += (float) (0.1 * random.uniform(i) - 0.05);
            }
        }
        List<String> classes = IntStream.range(0, config.classes())
                .mapToObj(k -> "class \"" + k + "\" \u00fc $BANDS")
                .toList();
        return new TrainedModel(
                config,
                classes,
                new Standardization(-7, 3),
                new Provenance("original", 5, "java", "0.1", "rows"),
                weights);
    }
}
