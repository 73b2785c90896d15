package dev.zankyo.backend.lowering;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import java.util.HashMap;
import java.util.Map;

/**
 * A network of 64-bit words: an image of an activation is one number, and arithmetic is modulo 2^64. There, sums are
 * exact in any order and can be subtracted again. So the results of a program can be compared with those of its graph
 * to the last bit.
 *
 * <p>A linear layer is {@code weight * x + bias} with numbers of its own. A batch normalization adds its sum over the
 * batch.
 */
final class Words {
    /** The images of each node. */
    final long[][] activations;

    /** The sums over the batch for the parameter gradients, for each node with parameters. */
    final Map<Node, Long> parameterGradients = new HashMap<>();

    private final Graph graph;
    private final int batch;

    private Words(Graph graph, int batch) {
        this.graph = graph;
        this.batch = batch;
        activations = new long[graph.nodes().size()][batch];
    }

    static Words training(Graph graph, int batch) {
        var words = new Words(graph, batch);
        words.forward(true);
        words.backward();
        return words;
    }

    static Words inference(Graph graph, int batch) {
        var words = new Words(graph, batch);
        words.forward(false);
        return words;
    }

    static long input(int image) {
        return mix(image + 1);
    }

    static long weight(Node node) {
        return mix(1000 + node.index()) | 1;
    }

    static long bias(Node node) {
        return mix(2000 + node.index());
    }

    static long relu(long x) {
        return Math.max(x, 0);
    }

    static long lossGradient(long output) {
        return mix(output);
    }

    /** Returns what an image contributes to a sum over the batch. */
    static long mix(long x) {
        long z = (x ^ x >>> 30) * 0xbf58476d1ce4e5b9L + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    static long normGradient(Node node, long x, long dy, long sums) {
        return weight(node) * dy + mix(sums) + x;
    }

    static long maxPoolGradient(Node node, long x, long dy) {
        return weight(node) * dy + mix(x);
    }

    private void forward(boolean training) {
        for (Node node : graph.nodes()) {
            long statistics = bias(node);
            if (training && node.op() instanceof Op.BatchNorm) {
                for (long x : activations[node.input().index()]) {
                    statistics += mix(x);
                }
            }
            for (int image = 0; image < batch; image++) {
                int n = image;
                long[] x = node.inputs().stream()
                        .mapToLong(i -> activations[i.index()][n])
                        .toArray();
                activations[node.index()][image] = switch (node.op()) {
                    case Op.Input op -> input(image);
                    case Op.Conv2d op -> weight(node) * x[0] + bias(node);
                    case Op.Dense op -> weight(node) * x[0] + bias(node);
                    case Op.BatchNorm op -> weight(node) * x[0] + statistics;
                    case Op.Relu op -> relu(x[0]);
                    case Op.Add op -> x[0] + x[1];
                    case Op.DepthwiseConv2d op -> weight(node) * x[0] + bias(node);
                    case Op.MaxPool op -> weight(node) * x[0];
                    case Op.GlobalAveragePool op -> weight(node) * x[0];
                };
            }
        }
    }

    private void backward() {
        long[][] gradients = new long[activations.length][batch];
        for (int image = 0; image < batch; image++) {
            int output = graph.output().index();
            gradients[output][image] = lossGradient(activations[output][image]);
        }
        for (Node node : graph.nodes().reversed()) {
            if (node.op() instanceof Op.Input) {
                continue;
            }
            long[] dy = gradients[node.index()];
            long[] x = activations[node.inputs().get(0).index()];
            long sums = 0;
            for (int image = 0; image < batch; image++) {
                sums += mix(x[image]) * dy[image];
            }
            if (!node.parameters().isEmpty()) {
                parameterGradients.put(node, sums);
            }
            for (Node input : node.inputs()) {
                for (int image = 0; image < batch; image++) {
                    gradients[input.index()][image] += switch (node.op()) {
                        case Op.BatchNorm op -> normGradient(node, x[image], dy[image], sums);
                        case Op.Relu op -> x[image] > 0 ? dy[image] : 0;
                        case Op.Add op -> dy[image];
                        case Op.MaxPool op -> maxPoolGradient(node, x[image], dy[image]);
                        default -> weight(node) * dy[image];
                    };
                }
            }
        }
    }
}
