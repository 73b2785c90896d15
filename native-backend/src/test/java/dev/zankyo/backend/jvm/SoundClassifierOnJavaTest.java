package dev.zankyo.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.ClassifierOptions;
import dev.zankyo.InputException;
import dev.zankyo.Prediction;
import dev.zankyo.SoundClassifier;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.data.Standardization;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.TrainedModel.Provenance;
import dev.zankyo.model.WeightInitializer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Core's {@code SoundClassifier} on the Java backend, whose plans have their own threads, memory and code. */
final class SoundClassifierOnJavaTest {
    private static final ResNetConfig NETWORK = new ResNetConfig(20, 50, 3, 8, List.of(8, 16), 1, 0.9f, 1e-3f);
    private static final ClassifierOptions JAVA = ClassifierOptions.defaults().backend("java");

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void writeModel() {
        model = folder.resolve("model.safetensors");
        ModelFile.write(
                model,
                new TrainedModel(
                                NETWORK,
                                List.of("a", "b", "c"),
                                new Standardization(-5, 3),
                                new Provenance("none", 1, "java", "0.0.0-test", "20 bands x 50 frames"),
                                WeightInitializer.initialize(ResNet.graph(NETWORK), 1))
                        .withFrontEnd(LogMelSpec.parse("digits")));
    }

    private static float[] sound(int number) {
        float[] samples = new float[4000];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) Math.sin(n * (0.05 + 0.01 * number) + number);
        }
        return samples;
    }

    private static List<Prediction> predictAll(SoundClassifier classifier) {
        return IntStream.range(0, 100)
                .mapToObj(number -> classifier.predict(sound(number), 8000))
                .toList();
    }

    @Test
    void predict_fromEightThreads_isWhatOneThreadPredicts() throws Exception {
        List<Prediction> expected;
        try (var alone = SoundClassifier.load(model, JAVA.plans(1))) {
            expected = predictAll(alone);
        }
        assertTrue(expected.stream().distinct().count() > 90, "the sounds differ");
        try (var shared = SoundClassifier.load(model, JAVA.plans(3));
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Callable<List<Prediction>> all = () -> predictAll(shared);
            for (Future<List<Prediction>> predicted : threads.invokeAll(Collections.nCopies(8, all))) {
                assertEquals(expected, predicted.get());
            }
        }
    }

    @Test
    void predict_withAPlanAboveTheMemoryLimit_isRefusedInALine() {
        try (var classifier = SoundClassifier.load(model, JAVA.memoryLimit(1000))) {
            String message = assertThrows(InputException.class, () -> classifier.predict(sound(1), 8000))
                    .getMessage();
            assertEquals(1, message.lines().count(), message);
            assertEquals(0, classifier.memoryBytes());
        }
    }

    @Test
    void load_onABackendThatDoesNotExist_isRefusedInALine() {
        String message = assertThrows(InputException.class, () -> SoundClassifier.load(model, JAVA.backend("none")))
                .getMessage();
        assertEquals(1, message.lines().count(), message);
    }
}
