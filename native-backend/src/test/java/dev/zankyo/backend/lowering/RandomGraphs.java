package dev.zankyo.backend.lowering;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Shape;
import dev.zankyo.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/** Random networks of a dozen nodes that read each other in every possible way. A seed determines the network. */
final class RandomGraphs {
    private static final int CHANNELS = 2;

    private final GraphBuilder builder = new GraphBuilder(new Shape(2, 3, CHANNELS));
    private final List<Node> nodes = new ArrayList<>(List.of(builder.input()));
    private final List<Node> unread = new ArrayList<>(nodes);
    private final CounterRandom random;
    private int drawn;

    private RandomGraphs(long seed) {
        random = CounterRandom.of(seed);
    }

    static Graph of(long seed) {
        return new RandomGraphs(seed).build();
    }

    private Graph build() {
        int count = 4 + below(9);
        for (int i = 0; i < count; i++) {
            Node x = any();
            String name = "n" + i;
            switch (below(10)) {
                case 0, 1 -> put(builder.conv2d(name, x, CHANNELS, 1 + 2 * below(2), 1), x);
                case 2, 3 -> put(builder.batchNorm(name, x, 0.9f, 1e-3f), x);
                case 4 -> put(builder.relu(name, x), x);
                case 7 -> put(builder.depthwiseConv2d(name, x, new Op.DepthwiseConv2d(3, 3, 1)), x);
                case 6 -> put(builder.maxPool(name, x, new Op.MaxPool(3, 3, 1)), x);
                case 5 -> { // two convolutions, with more channels in between
                    Node wide = builder.conv2d(name + "wide", x, 5, 1, 1);
                    put(builder.conv2d(name, wide, CHANNELS, 1, 1), x);
                }
                default -> {
                    Node y = any();
                    put(builder.add(name, x, y), x, y);
                }
            }
        }
        for (int i = 0; unread.size() > 1; i++) {
            Node x = unread.get(0);
            Node y = unread.get(1);
            put(builder.add("sum" + i, x, y), x, y);
        }
        Node end = unread.get(0);
        return switch (below(3)) {
            case 0 -> builder.build(end);
            case 1 -> builder.build(builder.dense("dense", builder.globalAveragePool("pool", end), 3));
            default -> builder.build(builder.relu("relu", builder.batchNorm("bn", end, 0.9f, 1e-3f)));
        };
    }

    /** Returns any node, preferably one of the last few. */
    private Node any() {
        int recent = Math.min(nodes.size(), 4);
        return below(3) == 0 ? nodes.get(below(nodes.size())) : nodes.get(nodes.size() - 1 - below(recent));
    }

    private void put(Node node, Node... read) {
        unread.removeAll(List.of(read));
        nodes.add(node);
        unread.add(node);
    }

    private int below(int bound) {
        return random.below(drawn++, bound);
    }
}
