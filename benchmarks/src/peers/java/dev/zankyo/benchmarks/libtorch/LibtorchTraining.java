package dev.zankyo.benchmarks.libtorch;

import static org.bytedeco.pytorch.global.torch.batch_norm;
import static org.bytedeco.pytorch.global.torch.clear_cache;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.decrement_nesting;
import static org.bytedeco.pytorch.global.torch.increment_nesting;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.mean;
import static org.bytedeco.pytorch.global.torch.relu_;
import static org.bytedeco.pytorch.global.torch.set_autocast_dtype;
import static org.bytedeco.pytorch.global.torch.set_autocast_enabled;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import dev.zankyo.backend.Adam;
import dev.zankyo.backend.Weights;
import dev.zankyo.benchmarks.peers.Case;
import dev.zankyo.benchmarks.peers.Contestant;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter.Role;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Eager training. In bfloat16 it runs under autocast, which keeps parameters, statistics and the loss in float32. */
final class LibtorchTraining implements Contestant.Training {
    private final Graph graph;
    private final Case what;
    private final boolean autocast;
    private final FlatParameters parameters;

    LibtorchTraining(Graph graph, Weights weights, Case what) {
        set_num_threads(what.threads());
        this.graph = graph;
        this.what = what;
        this.autocast = what.precision().equals(Case.BFLOAT16);
        this.parameters = new FlatParameters(graph, weights);
    }

    @Override
    @SuppressWarnings("try") // a scope frees what is made in it; nothing refers to it
    public float step(float[] inputs, float[] targets, float learningRate) {
        try (PointerScope scope = new PointerScope()) {
            Tensor loss = cross_entropy_loss(
                    logits(inputs), Tensor.create(targets, new long[] {what.batchSize(), targets.length / what.batchSize()}));
            loss.backward();
            parameters.update(Adam.KERAS, learningRate);
            return loss.item_float();
        }
    }

    private Tensor logits(float[] inputs) {
        var shape = graph.input().shape();
        Tensor images = Libtorch.images(inputs, what.batchSize(), shape.height(), shape.width());
        if (!autocast) {
            return forward(images);
        }
        set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
        set_autocast_enabled(DeviceType.CPU, true);
        increment_nesting();
        try {
            return forward(images).to(ScalarType.Float);
        } finally {
            if (decrement_nesting() == 0) {
                clear_cache(); // the parameters' bfloat16 copies
            }
            set_autocast_enabled(DeviceType.CPU, false);
        }
    }

    private Tensor forward(Tensor images) {
        Tensor[] outputs = new Tensor[graph.nodes().size()];
        for (Node node : graph.nodes()) {
            Tensor[] inputs =
                    node.inputs().stream().map(n -> outputs[n.index()]).toArray(Tensor[]::new);
            outputs[node.index()] = node.op() instanceof Op.Input ? images : apply(node, inputs);
        }
        return outputs[graph.output().index()];
    }

    private Tensor apply(Node node, Tensor[] inputs) {
        return switch (node.op()) {
            case Op.Input input -> throw new IllegalStateException(node + ": is not computed");
            case Op.Conv2d conv ->
                conv2d(
                        inputs[0],
                        parameters.get(node, Role.WEIGHT),
                        parameters.optional(node, Role.BIAS),
                        new long[] {conv.stride(), conv.stride()},
                        Padding.of(node, conv),
                        new long[] {1, 1},
                        1);
            case Op.BatchNorm bn ->
                batch_norm(
                        inputs[0],
                        parameters.optional(node, Role.GAMMA),
                        parameters.optional(node, Role.BETA),
                        parameters.optional(node, Role.MOVING_MEAN),
                        parameters.optional(node, Role.MOVING_VARIANCE),
                        true,
                        1 - bn.momentum(),
                        bn.epsilon(),
                        false);
            // ReLU and sum overwrite the normalized activation, because the backward pass does not need it.
            case Op.Relu relu -> relu_(inputs[0]);
            case Op.Add add -> inputs[0].add_(inputs[1]);
            case Op.GlobalAveragePool pool -> mean(inputs[0], 2, 3);
            case Op.Dense dense -> linear(inputs[0], parameters.get(node, Role.WEIGHT), parameters.get(node, Role.BIAS));
            default ->
                throw new IllegalArgumentException(node + ": the peers know the residual network's operations only");
        };
    }

    @Override
    public void close() {
        // Nothing to free: the process ends after this.
    }
}
