package dev.zankyo.benchmarks.libtorch;

import dev.zankyo.backend.Weights;
import dev.zankyo.benchmarks.peers.FoldedWeights;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter.Role;
import java.util.Locale;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A writer of the inference network as a TorchScript module, one line per node. Batch normalizations are folded. */
final class TorchScript {
    private final Graph graph;
    private final FoldedWeights weights;
    private final ScalarType type;
    private final boolean inPlace;
    private final JitModule module = new JitModule(new QualifiedName("network"));

    /**
     * Creates a writer.
     *
     * @param inPlace whether sums and ReLUs overwrite their input. This is fastest where each is computed on its own; a
     *     fuser needs values that do not change
     */
    TorchScript(Graph graph, Weights weights, ScalarType type, boolean inPlace) {
        this.graph = graph;
        this.weights = new FoldedWeights(graph, weights);
        this.type = type;
        this.inPlace = inPlace;
    }

    JitModule module() {
        StringBuilder source = new StringBuilder("def forward(self, x0):\n");
        for (Node node : graph.nodes()) {
            if (!(node.op() instanceof Op.Input)) {
                source.append("  x")
                        .append(node.index())
                        .append(" = ")
                        .append(expression(node))
                        .append('\n');
            }
        }
        source.append("  return x").append(graph.output().index()).append('\n');
        module.define(source.toString());
        module.eval();
        return module;
    }

    private void register(Node node) {
        FoldedWeights.Affine layer = weights.get(node);
        Tensor weight = Tensor.create(layer.weight(), shape(node)).to(type);
        module.register_parameter(
                "w" + node.index(), weight.dim() == 4 ? weight.contiguous(MemoryFormat.ChannelsLast) : weight, false);
        Tensor bias = Tensor.create(layer.bias(), biasShape(node)).to(type);
        module.register_parameter("b" + node.index(), bias, false);
    }

    private static long[] shape(Node node) {
        return node.op() instanceof Op.BatchNorm
                ? biasShape(node)
                : node.parameter(Role.WEIGHT).shape().stream()
                        .mapToLong(Integer::longValue)
                        .toArray();
    }

    private static long[] biasShape(Node node) {
        int channels = node.shape().channels();
        return node.op() instanceof Op.BatchNorm ? new long[] {1, channels, 1, 1} : new long[] {channels};
    }

    private String expression(Node node) {
        int k = node.index();
        String x = "x" + node.inputs().get(0).index();
        return switch (node.op()) {
            case Op.Input input -> throw new IllegalStateException(node + ": is not computed");
            case Op.Conv2d conv -> {
                register(node);
                long[] padding = Padding.of(node, conv);
                yield String.format(
                        Locale.ROOT,
                        "torch.conv2d(%s, self.w%d, self.b%d, [%d, %d], [%d, %d], [1, 1], 1)",
                        x, k, k, conv.stride(), conv.stride(), padding[0], padding[1]);
            }
            case Op.BatchNorm bn -> {
                if (weights.vanishes(node)) {
                    yield x;
                }
                register(node);
                yield "torch.add(torch.mul(%s, self.w%d), self.b%d)".formatted(x, k, k);
            }
            case Op.Relu relu -> inPlace ? "torch.relu_(" + x + ")" : "torch.relu(" + x + ")";
            case Op.Add add -> {
                String y = "x" + node.inputs().get(1).index();
                yield inPlace ? x + ".add_(" + y + ")" : "torch.add(" + x + ", " + y + ")";
            }
            case Op.GlobalAveragePool pool -> "torch.mean(" + x + ", [2, 3])";
            case Op.Dense dense -> {
                register(node);
                yield "torch.linear(%s, self.w%d, self.b%d)".formatted(x, k, k);
            }
            default ->
                throw new IllegalArgumentException(node + ": the peers know the residual network's operations only");
        };
    }
}
