package dev.zankyo.backend;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Shape;
import java.util.Locale;
import java.util.function.BiFunction;

/** A small graph of several operations, in which a backend that fuses, shares or reorders could make mistakes. */
enum Topology {
    CONV_CONV_CONV(new Shape(7, 6, 3), (b, x) -> {
        x = b.conv2d("a", x, 5, 3, 1);
        x = b.conv2d("b", x, 4, 2, 2);
        return b.conv2d("c", x, 6, 1, 1);
    }),
    CONV_RELU_CONV_RELU(new Shape(6, 7, 3), (b, x) -> {
        x = b.relu("ar", b.conv2d("a", x, 8, 3, 2));
        return b.relu("br", b.conv2d("b", x, 5, 3, 1));
    }),
    RELU_ON_INPUT(new Shape(4, 5, 3), (b, x) -> b.conv2d("a", b.relu("r", x), 4, 3, 1)),
    RELU_RELU(new Shape(4, 5, 3), (b, x) -> b.relu("s", b.relu("r", b.conv2d("a", x, 4, 3, 1)))),
    CONV_BATCHNORM(new Shape(6, 5, 3), (b, x) -> norm(b, "n", b.conv2d("a", x, 8, 3, 1))),
    CONV_BATCHNORM_RELU(new Shape(9, 7, 3), (b, x) -> normRelu(b, "n", b.conv2d("a", x, 8, 3, 2))),
    CONV_BATCHNORM_RELU_TWICE(new Shape(6, 5, 2), (b, x) -> {
        x = normRelu(b, "an", b.conv2d("a", x, 16, 3, 1));
        return normRelu(b, "bn", b.conv2d("b", x, 16, 1, 1));
    }),
    BATCHNORM_ON_INPUT(new Shape(5, 6, 3), (b, x) -> b.conv2d("a", norm(b, "n", x), 4, 3, 1)),
    BATCHNORM_RELU_ON_INPUT(new Shape(5, 6, 16), (b, x) -> b.conv2d("a", normRelu(b, "n", x), 4, 1, 1)),
    BATCHNORM_BATCHNORM(new Shape(5, 6, 3), (b, x) -> norm(b, "m", norm(b, "n", b.conv2d("a", x, 4, 1, 1)))),
    BATCHNORM_AFTER_RELU(new Shape(5, 6, 3), (b, x) -> norm(b, "n", b.relu("r", b.conv2d("a", x, 4, 1, 1)))),
    BATCHNORM_READ_TWICE(new Shape(5, 6, 3), (b, x) -> {
        Node n = norm(b, "n", b.conv2d("a", x, 4, 1, 1));
        return b.add("sum", b.relu("r", n), n);
    }),
    BATCHNORM_RELU_READ_TWICE(new Shape(5, 6, 3), (b, x) -> {
        Node r = normRelu(b, "n", b.conv2d("a", x, 4, 1, 1));
        return b.add("sum", b.conv2d("c", r, 4, 3, 1), b.conv2d("d", r, 4, 1, 1));
    }),
    BATCHNORM_OUTPUT_SUMMED_WITH_INPUT(new Shape(4, 6, 3), (b, x) -> b.add("sum", norm(b, "n", x), x)),
    BOTTLENECK_IDENTITY(
            new Shape(8, 6, 3), (b, x) -> bottleneck(b, "block", b.conv2d("stem", x, 16, 3, 1), 16, 1, false)),
    BOTTLENECK_PROJECTION(
            new Shape(7, 5, 3), (b, x) -> bottleneck(b, "block", b.conv2d("stem", x, 8, 3, 1), 16, 2, true)),
    BOTTLENECKS_IN_A_ROW(new Shape(5, 6, 3), (b, x) -> {
        x = bottleneck(b, "block0", b.conv2d("stem", x, 8, 3, 1), 16, 1, true);
        x = bottleneck(b, "block1", x, 16, 1, false);
        return bottleneck(b, "block2", x, 16, 1, false);
    }),
    SHORTCUT_FIRST(new Shape(5, 4, 4), (b, x) -> b.add("sum", x, b.conv2d("a", x, 4, 3, 1))),
    SHORTCUT_SECOND(new Shape(5, 4, 4), (b, x) -> b.add("sum", b.conv2d("a", x, 4, 3, 1), x)),
    SHORTCUTS_NESTED(new Shape(5, 4, 4), (b, x) -> {
        Node stem = b.conv2d("stem", x, 4, 3, 1);
        Node inner = b.add("inner", stem, b.conv2d("a", stem, 4, 3, 1));
        return b.add("outer", stem, b.conv2d("b", inner, 4, 1, 1));
    }),
    ADD_THEN_RELU(new Shape(5, 4, 3), (b, x) -> {
        Node sum = b.add("sum", b.conv2d("a", x, 4, 1, 1), b.conv2d("b", x, 4, 3, 1));
        return b.conv2d("c", b.relu("r", sum), 4, 1, 1);
    }),
    ADD_TO_ITSELF(new Shape(3, 4, 2), (b, x) -> {
        Node a = b.conv2d("a", x, 3, 3, 1);
        return b.add("double", a, a);
    }),
    ADD_TO_ITSELF_INSIDE(new Shape(3, 4, 2), (b, x) -> {
        Node a = b.conv2d("a", x, 3, 3, 1);
        return b.conv2d("c", b.relu("r", b.add("double", a, a)), 2, 1, 1);
    }),
    THREE_CONSUMERS(new Shape(5, 4, 3), (b, x) -> {
        Node shared = b.conv2d("shared", x, 4, 3, 1);
        Node two = b.add("two", b.conv2d("a", shared, 4, 3, 1), b.relu("b", shared));
        return b.add("three", two, b.conv2d("c", shared, 4, 1, 1));
    }),
    THREE_CONSUMERS_OF_A_SUM(new Shape(5, 4, 3), (b, x) -> {
        Node shared = b.add("shared", b.conv2d("l", x, 8, 3, 1), b.conv2d("r", x, 8, 1, 1));
        Node two = b.add("two", normRelu(b, "a", shared), shared);
        return b.add("three", two, b.conv2d("c", shared, 8, 1, 1));
    }),
    POOL_OUTPUT(new Shape(5, 4, 3), (b, x) -> b.globalAveragePool("pool", b.conv2d("a", x, 6, 3, 2))),
    POOL_DENSE(new Shape(5, 4, 3), (b, x) -> {
        x = normRelu(b, "n", b.conv2d("a", x, 16, 3, 1));
        return b.dense("head", b.globalAveragePool("pool", x), 5);
    }),
    POOL_READ_TWICE(new Shape(5, 4, 3), (b, x) -> {
        Node p = b.globalAveragePool("pool", b.conv2d("a", x, 6, 3, 1));
        return b.add("sum", b.dense("d", p, 6), p);
    }),
    BATCHNORM_AFTER_POOL(new Shape(3, 4, 3), (b, x) -> {
        Node p = b.globalAveragePool("pool", b.conv2d("a", x, 6, 3, 1));
        return b.dense("d", norm(b, "n", p), 5);
    }),
    DENSE_OVER_IMAGE(new Shape(5, 4, 3), (b, x) -> b.dense("d", b.conv2d("a", x, 6, 3, 2), 7)),
    DENSE_RELU_DENSE(new Shape(2, 3, 4), (b, x) -> b.dense("e", b.relu("r", b.dense("d", x, 9)), 5)),
    CONV_AFTER_DENSE(new Shape(3, 2, 2), (b, x) -> b.conv2d("c", b.dense("d", x, 6), 4, 3, 1)),
    DEPTHWISE_ON_INPUT(new Shape(5, 6, 3), (b, x) -> b.conv2d("a", depthwise(b, "d", x, 2), 4, 1, 1)),
    DEPTHWISE_AFTER_BATCHNORM_RELU(
            new Shape(5, 6, 3), (b, x) -> depthwise(b, "d", normRelu(b, "n", b.conv2d("a", x, 8, 1, 1)), 1)),
    DEPTHWISE_BATCHNORM_RELU(
            new Shape(5, 6, 16), (b, x) -> b.conv2d("c", normRelu(b, "n", depthwise(b, "d", x, 1)), 4, 1, 1)),
    DEPTHWISE_READ_TWICE(new Shape(5, 4, 3), (b, x) -> {
        Node d = depthwise(b, "d", b.conv2d("a", x, 6, 1, 1), 1);
        return b.add("sum", b.conv2d("c", d, 6, 3, 1), d);
    }),
    DEPTHWISE_SHORTCUT(new Shape(5, 4, 3), (b, x) -> {
        Node a = b.conv2d("a", x, 6, 1, 1);
        return b.relu("r", b.add("sum", a, norm(b, "n", depthwise(b, "d", a, 1))));
    }),
    MAX_POOL_ON_INPUT(new Shape(5, 6, 3), (b, x) -> b.conv2d("a", maxPool(b, "pool", x), 4, 3, 1)),
    MAX_POOL_AFTER_BATCHNORM_RELU(
            new Shape(5, 6, 3),
            (b, x) -> b.conv2d("c", maxPool(b, "pool", normRelu(b, "n", b.conv2d("a", x, 8, 3, 1))), 4, 3, 1)),
    MAX_POOL_READ_TWICE(new Shape(5, 4, 3), (b, x) -> {
        Node p = maxPool(b, "pool", b.conv2d("a", x, 6, 3, 1));
        return b.add("sum", b.conv2d("c", p, 6, 3, 1), p);
    }),
    MAX_POOL_OF_AN_IDENTITY_SHORTCUT(new Shape(5, 4, 3), (b, x) -> {
        Node stem = b.conv2d("stem", x, 8, 3, 1);
        Node branch = b.globalAveragePool("pooled", maxPool(b, "pool", stem));
        Node sum = b.add("sum", norm(b, "n", b.conv2d("a", stem, 8, 3, 1)), stem);
        return b.add("end", branch, b.globalAveragePool("mean", sum));
    }),
    SMALL_NETWORK(new Shape(6, 9, 1), (b, x) -> {
        x = normRelu(b, "bn0", b.conv2d("stem", x, 16, 3, 1));
        x = maxPool(b, "max", x);
        x = normRelu(b, "bn", depthwise(b, "depthwise", x, 1));
        x = bottleneck(b, "block", x, 16, 1, false);
        return b.dense("head", b.globalAveragePool("pool", x), 4);
    }),
    WHOLE_NETWORK(new Shape(6, 9, 1), (b, x) -> {
        x = b.conv2d("stem", x, 8, 3, 1);
        x = bottleneck(b, "stage0.block0", x, 16, 1, true);
        x = bottleneck(b, "stage0.block1", x, 16, 1, false);
        x = bottleneck(b, "stage1.block0", x, 32, 2, true);
        x = bottleneck(b, "stage1.block1", x, 32, 1, false);
        x = b.relu("relu", norm(b, "bn", x));
        return b.dense("head", b.globalAveragePool("pool", x), 4);
    });

    private final Shape input;
    private final BiFunction<GraphBuilder, Node, Node> layers;

    Topology(Shape input, BiFunction<GraphBuilder, Node, Node> layers) {
        this.input = input;
        this.layers = layers;
    }

    Graph graph() {
        var builder = new GraphBuilder(input);
        return builder.build(layers.apply(builder, builder.input()));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Node depthwise(GraphBuilder b, String name, Node x, int stride) {
        return b.depthwiseConv2d(name, x, new Op.DepthwiseConv2d(3, 3, stride));
    }

    /** Adds a max pooling with overlapping windows. */
    private static Node maxPool(GraphBuilder b, String name, Node x) {
        return b.maxPool(name, x, new Op.MaxPool(3, 3, 2));
    }

    private static Node norm(GraphBuilder b, String name, Node x) {
        return b.batchNorm(name, x, 0.9f, 1e-3f);
    }

    private static Node normRelu(GraphBuilder b, String name, Node x) {
        return b.relu(name + ".relu", norm(b, name, x));
    }

    /**
     * Adds the residual network's block: 1x1, 3x3 and 1x1 convolutions, each normalized, with a shortcut around them.
     */
    private static Node bottleneck(GraphBuilder b, String name, Node x, int filters, int stride, boolean projection) {
        Node y = normRelu(b, name + ".bn1", b.conv2d(name + ".conv1", x, new Op.Conv2d(filters / 4, 1, 1, stride)));
        y = normRelu(b, name + ".bn2", b.conv2d(name + ".conv2", y, filters / 4, 3, 1));
        y = norm(b, name + ".bn3", b.conv2d(name + ".conv3", y, filters, 1, 1));
        Node shortcut = projection ? b.conv2d(name + ".shortcut", x, filters, 1, stride) : x;
        return b.add(name + ".add", y, shortcut);
    }
}
