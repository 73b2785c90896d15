package dev.zankyo.evaluate;

import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Parameter;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.TrainedModel;

/**
 * A trained network that outputs its features after its logits. The features are the inputs of the last layer. That
 * layer gets one more unit per feature; the weights of these units are the identity matrix. Any backend computes this
 * in one plan at almost no cost.
 *
 * @param graph the network; its output is K logits, then the features
 * @param weights weights that fit the graph
 * @param features number of features
 */
record Readout(Graph graph, Weights weights, int features) {

    static Readout of(TrainedModel model) {
        int classes = model.config().classes();
        Graph graph = model.graph();
        int features = graph.output().input().shape().size();
        Graph wide = ResNet.graph(model.config().withClasses(classes + features));
        float[] from = model.weights().parameters();
        float[] to = new float[wide.trainableSize()];
        // Only the last layer differs, and its tensors come last: weight (units, inputs), then bias.
        Parameter weight = wide.output().parameter(Parameter.Role.WEIGHT);
        Parameter bias = wide.output().parameter(Parameter.Role.BIAS);
        System.arraycopy(from, 0, to, 0, weight.offset() + classes * features);
        for (int i = 0; i < features; i++) {
            to[weight.offset() + (classes + i) * features + i] = 1;
        }
        int fromBias = graph.output().parameter(Parameter.Role.BIAS).offset();
        System.arraycopy(from, fromBias, to, bias.offset(), classes);
        return new Readout(wide, new Weights(to, model.weights().movingStatistics()), features);
    }
}
