package dev.zankyo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Weights;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Standardization;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Parameter;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.WeightInitializer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StartTest {
    private static final Recipe STILL = Toy.RECIPE.withEpochs(1).withLearningRate(1e-12);
    private static TrainingResult trained;

    @BeforeAll
    static void train() {
        trained = trainer().train(Toy.RECIPE, 7, Toy.NETWORK, Toy.rows(21, 1), Toy.rows(18, 2));
    }

    private static Trainer trainer() {
        return new Trainer(new ReferenceBackend(), 1, TrainingListener.NONE);
    }

    private static float[] part(float[] parameters, Parameter of) {
        return Arrays.copyOfRange(parameters, of.offset(), of.offset() + of.size());
    }

    @Test
    void from_theSameClasses_hasAllWeightsOfTheModel() {
        TrainedModel model = trained.model();
        Start start = Start.from(model, List.of("low", "middle", "high"), 3);
        assertFalse(start.newHead());
        assertSame(model.weights(), start.weights());
        assertEquals(model.standardization(), start.standardization());
    }

    @Test
    void from_otherClasses_hasANewLastLayerAndElseTheWeightsOfTheModel() {
        TrainedModel model = trained.model();
        Graph old = model.graph();
        for (List<String> classes : List.of(List.of("a", "b", "c", "d", "e"), List.of("low", "high", "middle"))) {
            Start start = Start.from(model, classes, 3);
            assertTrue(start.newHead());
            ResNetConfig config = model.config().withClasses(classes.size());
            Graph graph = ResNet.graph(config);
            Weights fresh = WeightInitializer.initialize(graph, 3);
            assertEquals(old.trainable().size(), graph.trainable().size());
            for (int i = 0; i < graph.trainable().size(); i++) {
                Parameter parameter = graph.trainable().get(i);
                boolean head = parameter.name().startsWith("head.dense.");
                assertArrayEquals(
                        head
                                ? part(fresh.parameters(), parameter)
                                : part(
                                        model.weights().parameters(),
                                        old.trainable().get(i)),
                        part(start.weights().parameters(), parameter),
                        parameter.name());
            }
            assertArrayEquals(
                    model.weights().movingStatistics(), start.weights().movingStatistics());
            start.weights().requireFits(graph);
        }
    }

    /**
     * Checks that the first losses are those of the model: steps of almost no length leave the parameters unchanged.
     */
    @Test
    void train_fromTheModel_startsAtItsLossAndKeepsItsStandardization() {
        TrainedModel model = trained.model();
        Dataset rows = Toy.rows(30, 5); // other rows, with another mean
        Optional<Start> start = Optional.of(Start.from(model, rows.classes(), 3));
        TrainingResult on = train(rows, start);
        assertArrayEquals(model.weights().parameters(), on.model().weights().parameters(), 1e-6f);
        assertEquals(model.standardization(), on.model().standardization());

        TrainingResult anew = train(rows, Optional.empty());
        assertTrue(
                on.trace().loss(0) < 0.7 * anew.trace().loss(0),
                () -> on.trace().loss(0) + " and " + anew.trace().loss(0));
        TrainingResult again = train(Toy.rows(21, 1), start);
        double last = trained.history().getLast().trainLoss();
        assertEquals(last, again.history().getFirst().trainLoss(), 0.1 * last);
        assertEquals(Standardization.of(rows), anew.model().standardization());
    }

    private static TrainingResult train(Dataset rows, Optional<Start> start) {
        return trainer()
                .train(STILL, 3, Toy.NETWORK, rows, Optional.empty(), Toy.rows(18, 2), start, Checkpointing.NONE);
    }
}
