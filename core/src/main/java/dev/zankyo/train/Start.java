package dev.zankyo.train;

import dev.zankyo.backend.Weights;
import dev.zankyo.data.Standardization;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Parameter;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.WeightInitializer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The start of a run from a trained model instead of random weights.
 *
 * @param model the model; the new rows are standardized as its training rows were
 * @param weights the weights before the first step
 * @param newHead whether the last layer is new, because the classes are not the model's
 */
public record Start(TrainedModel model, Weights weights, boolean newHead) {

    /**
     * Returns the start from a model. If the classes are the model's in the same order, all weights are the model's.
     * Otherwise the last layer is initialized by the seed and all other weights are the model's.
     */
    public static Start from(TrainedModel model, List<String> classes, long seed) {
        boolean newHead = !model.classes().equals(classes);
        Weights weights = newHead ? withNewHead(model, classes.size(), seed) : model.weights();
        return new Start(model, weights, newHead);
    }

    private static Weights withNewHead(TrainedModel model, int classes, long seed) {
        Graph graph = ResNet.graph(model.config().withClasses(classes));
        float[] parameters = WeightInitializer.initialize(graph, seed).parameters();
        Map<String, Parameter> learned = new HashMap<>();
        model.graph().trainable().forEach(parameter -> learned.put(parameter.name(), parameter));
        graph.output().parameters().forEach(parameter -> learned.remove(parameter.name()));
        for (Parameter parameter : graph.trainable()) {
            Parameter from = learned.get(parameter.name());
            if (from != null) {
                System.arraycopy(
                        model.weights().parameters(), from.offset(), parameters, parameter.offset(), from.size());
            }
        }
        return new Weights(parameters, model.weights().movingStatistics());
    }

    /** Returns the standardization of the rows. */
    public Standardization standardization() {
        return model.standardization();
    }

    /** Returns a description for a run's record. */
    @Override
    public String toString() {
        return "weights sha256 " + Fingerprint.of(weights) + ", mean "
                + standardization().mean() + ", deviation " + standardization().deviation();
    }
}
