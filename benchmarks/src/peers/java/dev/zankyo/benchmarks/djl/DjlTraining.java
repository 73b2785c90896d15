package dev.zankyo.benchmarks.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Adam;
import dev.zankyo.backend.Weights;
import dev.zankyo.benchmarks.peers.Case;
import dev.zankyo.benchmarks.peers.Contestant;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A network in training, with DJL's gradient collector and its Adam, which has the same form as Keras'. */
final class DjlTraining implements Contestant.Training {
    private static final int CHANNEL_AXIS = 1;

    private final NDManager manager = NDManager.newBaseManager();
    private final Map<Parameter, NDArray> values = new HashMap<>();
    private final Graph graph;
    private final Case what;
    private final Layers layers;
    private final Adam adam;
    private float learningRate;

    DjlTraining(Graph graph, Weights weights, Case what) {
        this.graph = graph;
        this.what = what;
        for (Node node : graph.nodes()) {
            node.parameters().forEach(parameter -> values.put(parameter, value(node, parameter, weights)));
        }
        graph.trainable().forEach(parameter -> values.get(parameter).setRequiresGradient(true));
        layers = new Layers(
                graph, node -> value(node, Role.WEIGHT), node -> value(node, Role.BIAS), this::batchNorm);
        var keras = dev.zankyo.backend.Adam.KERAS;
        adam = Adam.builder()
                .optBeta1((float) keras.beta1())
                .optBeta2((float) keras.beta2())
                .optEpsilon((float) keras.epsilon())
                .optLearningRateTracker((parameter, updates) -> learningRate)
                .build();
    }

    private NDArray value(Node node, Parameter parameter, Weights weights) {
        float[] vector = parameter.role().trainable() ? weights.parameters() : weights.movingStatistics();
        float[] own = Arrays.copyOfRange(vector, parameter.offset(), parameter.end());
        if (node.op() instanceof Op.Conv2d conv && parameter.role() == Role.WEIGHT) {
            return Layers.channelsLast(manager, own, node, conv);
        }
        return manager.create(
                own,
                new Shape(parameter.shape().stream().mapToLong(Integer::longValue).toArray()));
    }

    private NDArray value(Node node, Role role) {
        return values.get(node.parameter(role));
    }

    private NDArray batchNorm(Node node, Op.BatchNorm bn, NDArray x) {
        return BatchNorm.batchNorm(
                        x,
                        value(node, Role.MOVING_MEAN),
                        value(node, Role.MOVING_VARIANCE),
                        value(node, Role.GAMMA),
                        value(node, Role.BETA),
                        CHANNEL_AXIS,
                        bn.momentum(),
                        bn.epsilon(),
                        true)
                .singletonOrThrow();
    }

    @Override
    public float step(float[] inputs, float[] targets, float rate) {
        learningRate = rate;
        float loss = computeGradients(inputs, targets);
        // Outside the scope: the moments, made at the first update, must outlive the step.
        for (Parameter parameter : graph.trainable()) {
            NDArray value = values.get(parameter);
            try (NDArray gradient = value.getGradient()) {
                adam.update(parameter.name(), value, gradient);
            }
        }
        return loss;
    }

    @SuppressWarnings("try") // a scope frees what is made in it; nothing refers to it
    private float computeGradients(float[] inputs, float[] targets) {
        try (NDScope scope = new NDScope();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray logits = layers.forward(layers.images(manager, inputs, what.batchSize()));
            NDArray rows = manager.create(targets, logits.getShape());
            NDArray loss = rows.mul(logits.logSoftmax(1)).sum().mul(-1f / what.batchSize());
            collector.backward(loss);
            return loss.getFloat();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
