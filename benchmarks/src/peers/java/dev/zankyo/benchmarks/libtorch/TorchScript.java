package dev.zankyo.benchmarks.libtorch;

import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter.Role;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Writes the network for inference as a TorchScript module: a line a node. A batch normalisation that reads a convolution is
 * folded into its weights, the other one into a product and a sum.
 */
final class TorchScript {
    private final Graph graph;
    private final Weights weights;
    private final ScalarType type;
    private final boolean inPlace;
    private final JitModule module = new JitModule(new QualifiedName("network"));
    private final Map<Node, Tensor[]> affine = new HashMap<>();

    /**
     * @param inPlace whether sums and ReLUs overwrite their input, which is best where each is computed by itself; a fuser
     *     wants values that do not change
     */
    TorchScript(Graph graph, Weights weights, ScalarType type, boolean inPlace) {
        this.graph = graph;
        this.weights = weights;
        this.type = type;
        this.inPlace = inPlace;
    }

    JitModule module() {
        fold();
        StringBuilder source = new StringBuilder("def forward(self, x0):\n");
        for (Node node : graph.nodes()) {
            if (!(node.op() instanceof Op.Input)) {
                source.append("  x").append(node.index()).append(" = ").append(expression(node)).append('\n');
            }
        }
        source.append("  return x").append(graph.output().index()).append('\n');
        module.define(source.toString());
        module.eval();
        return module;
    }

    /** Finds each layer's weight and bias with the batch normalisation behind it folded in, and registers them. */
    private void fold() {
        for (Node node : graph.nodes()) {
            switch (node.op()) {
                case Op.Conv2d conv -> affine.put(node, new Tensor[] {value(node, Role.WEIGHT), value(node, Role.BIAS)});
                case Op.Dense dense -> affine.put(node, new Tensor[] {value(node, Role.WEIGHT), value(node, Role.BIAS)});
                case Op.BatchNorm bn -> fold(node, bn);
                case Op.Input i -> {}
                case Op.Relu r -> {}
                case Op.Add a -> {}
                case Op.GlobalAveragePool p -> {}
            }
        }
        affine.forEach((node, tensors) -> {
            Tensor weight = tensors[0].to(type);
            module.register_parameter(
                    "w" + node.index(), weight.dim() == 4 ? weight.contiguous(MemoryFormat.ChannelsLast) : weight, false);
            module.register_parameter("b" + node.index(), tensors[1].to(type), false);
        });
    }

    private void fold(Node node, Op.BatchNorm bn) {
        Tensor deviation = value(node, Role.MOVING_VARIANCE).add(new Scalar(bn.epsilon())).sqrt();
        Tensor scale = value(node, Role.GAMMA).div(deviation);
        Tensor offset = value(node, Role.BETA).sub(value(node, Role.MOVING_MEAN).mul(scale));
        Tensor[] convolution = affine.get(node.input());
        if (convolution != null) {
            affine.put(
                    node.input(),
                    new Tensor[] {convolution[0].mul(scale.reshape(-1, 1, 1, 1)), convolution[1].mul(scale).add(offset)});
        } else {
            affine.put(node, new Tensor[] {scale.reshape(1, -1, 1, 1), offset.reshape(1, -1, 1, 1)});
        }
    }

    private Tensor value(Node node, Role role) {
        float[] vector = role.trainable() ? weights.parameters() : weights.movingStatistics();
        return FlatParameters.tensor(vector, node.parameter(role));
    }

    private String expression(Node node) {
        int k = node.index();
        String x = "x" + node.inputs().get(0).index();
        return switch (node.op()) {
            case Op.Input input -> throw new IllegalStateException(node + ": is not computed");
            case Op.Conv2d conv -> {
                long[] padding = Padding.of(node, conv);
                yield String.format(
                        Locale.ROOT,
                        "torch.conv2d(%s, self.w%d, self.b%d, [%d, %d], [%d, %d], [1, 1], 1)",
                        x, k, k, conv.stride(), conv.stride(), padding[0], padding[1]);
            }
            case Op.BatchNorm bn ->
                affine.containsKey(node) ? "torch.add(torch.mul(%s, self.w%d), self.b%d)".formatted(x, k, k) : x;
            case Op.Relu relu -> inPlace ? "torch.relu_(" + x + ")" : "torch.relu(" + x + ")";
            case Op.Add add -> {
                String y = "x" + node.inputs().get(1).index();
                yield inPlace ? x + ".add_(" + y + ")" : "torch.add(" + x + ", " + y + ")";
            }
            case Op.GlobalAveragePool pool -> "torch.mean(" + x + ", [2, 3])";
            case Op.Dense dense -> "torch.linear(%s, self.w%d, self.b%d)".formatted(x, k, k);
        };
    }
}
