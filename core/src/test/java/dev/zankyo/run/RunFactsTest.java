package dev.zankyo.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.augment.Augmentation;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.data.Dataset;
import dev.zankyo.train.EarlyStopping;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.Recipe.Decay;
import dev.zankyo.train.Toy;
import dev.zankyo.train.Trainer;
import dev.zankyo.train.TrainingListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RunFactsTest {
    private static final Dataset TRAIN = Toy.rows(21, 1);
    private static final Dataset TEST = Toy.rows(18, 2);

    private static RunFacts facts(Recipe recipe, long seed, int threads, Dataset train, Dataset test) {
        var trainer = new Trainer(new ReferenceBackend(), threads, Precision.FLOAT32, TrainingListener.NONE);
        return RunFacts.of(trainer, recipe, seed, Toy.NETWORK, train, Optional.empty(), test);
    }

    private static final RunFacts FACTS = facts(Toy.RECIPE, 7, 1, TRAIN, TEST);

    private static String refusal(RunFacts now) {
        return assertThrows(InputException.class, () -> FACTS.requireSame(now, Path.of("run"), "remedy"))
                .getMessage();
    }

    /** Checks the texts that files store: renaming a Java name must not change them. */
    @Test
    void facts_areWrittenByTheSchema() {
        var written =
                new LinkedHashMap<>(facts(Recipe.DEFAULT, 7, 1, TRAIN, TEST).values());
        written.replaceAll((name, value) -> value.replaceAll("sha256 [0-9a-f]+", "sha256 ..."));
        assertEquals(
                """
                schema=1
                recipe=default
                epochs=30
                views=1
                batch size=16
                learning rate=0.003
                decay=cosine
                momentum=0.9
                standardize=true
                label smoothing=0.1
                augmentation=shift 0.12 of frames and 0.05 of bands, mask 0.16 of frames and 0.2 of bands
                statistics recomputed=true
                stopping=patience 0, keep last, validation share 0.0
                seed=7
                network=4 x 6, classes 3, stem 4, stages [4, 8], blocks 1, momentum 0.99, epsilon 0.001
                classes=[low, middle, high]
                training rows=21 of 4 x 6, sha256 ...
                test rows=18 of 4 x 6, sha256 ...
                backend=reference
                threads=1
                precision=float32""",
                written.entrySet().stream()
                        .map(fact -> fact.getKey() + "=" + fact.getValue())
                        .collect(Collectors.joining("\n")));
        String original = facts(Recipe.ORIGINAL, 7, 1, TRAIN, TEST).values().get("augmentation");
        assertEquals("shift height whole 4 and width whole 4, flip horizontally true and vertically false", original);
    }

    @Test
    void facts_ofTheSameRun_areTheSame() {
        FACTS.requireSame(facts(Toy.RECIPE, 7, 1, Toy.rows(21, 1), Toy.rows(18, 2)), Path.of("run"), "remedy");
    }

    @Test
    void facts_thatChanged_areNamedOneByOne() {
        assertEquals(
                "run: learning rate, seed, threads must be as when the run began; expected learning rate 0.01, seed 7,"
                        + " threads 1, got learning rate 0.02, seed 8, threads 2 (remedy)",
                refusal(facts(Toy.RECIPE.withLearningRate(0.02), 8, 2, TRAIN, TEST)));
    }

    @Test
    void recipe_changedInAnyPart_isAnother() {
        List<Recipe> others = List.of(
                Toy.RECIPE.toBuilder().name("other").build(),
                Toy.RECIPE.withEpochs(4),
                Toy.RECIPE.withCopiesPerEpoch(2),
                Toy.RECIPE.withBatchSize(9),
                Toy.RECIPE.toBuilder().decay(Decay.STEPPED).build(),
                Toy.RECIPE.toBuilder().momentum(0.7f).build(),
                Toy.RECIPE.toBuilder().standardize(false).build(),
                Toy.RECIPE.toBuilder().labelSmoothing(0.2f).build(),
                Toy.RECIPE.toBuilder().augmentation(Augmentation.original()).build(),
                Toy.RECIPE.toBuilder().recomputeStatistics(true).build(),
                Toy.RECIPE.withStopping(new EarlyStopping(2, EarlyStopping.Keep.LAST, 0)));
        for (Recipe other : others) {
            String message = refusal(facts(other, 7, 1, TRAIN, TEST));
            assertEquals(1, message.split("must be as when the run began", -1).length - 1, message);
        }
        assertTrue(others.size() >= Recipe.class.getRecordComponents().length - 1, "a part without a case");
    }

    @Test
    void rows_changedInOneBitOrLabelOrName_areOthers() {
        float[] values = TRAIN.values();
        values[5] = Math.nextUp(values[5]);
        int[] labels = TRAIN.labels().clone();
        labels[3] = 2;
        List<String> names = List.of("low", "middle", "loud");
        Dataset bit = new Dataset(TRAIN.classes(), TRAIN.labels(), values, 4, 6);
        Dataset label = new Dataset(TRAIN.classes(), labels, TRAIN.values(), 4, 6);
        Dataset name = new Dataset(names, TRAIN.labels(), TRAIN.values(), 4, 6);
        Dataset turned = new Dataset(TRAIN.classes(), TRAIN.labels(), TRAIN.values(), 6, 4);
        for (Dataset other : List.of(bit, label, name, turned)) {
            assertTrue(refusal(facts(Toy.RECIPE, 7, 1, other, TEST)).contains("training rows must be as"));
        }
        assertTrue(refusal(facts(Toy.RECIPE, 7, 1, TRAIN, bit)).contains("test rows must be as"));
    }
}
