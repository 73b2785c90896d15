package dev.zankyo.evaluate;

import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Parameter;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.TrainedModel;

/**
 * A trained network that shows the features its last layer reads, beside its logits: the last layer gets one more unit a
 * feature, whose weights are a row of the identity. Any backend computes that, in one plan and for next to nothing.
 *
 * @param graph the network; its output are K logits, then the features
 * @param weights that fit it
 * @param features how many there are
 */
record Readout(Graph graph, Weights weights, int features) {

    static Readout of(TrainedModel model) {
        int classes = model.config().classes();
        Graph graph = model.graph();
        int features = graph.output().input().shape().size();
        Graph wide = ResNet.graph(model.config().withClasses(classes + features));
        float[] from = model.weights().parameters();
        float[] to = new float[wide.trainableSize()];
        // Only the last layer, whose tensors come last, is another: weights units x inputs.
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
