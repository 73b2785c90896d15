package dev.zankyo.backend.onednn;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Shape;

/**
 * A network with every operation, both kinds of shortcut, and both ways of adding to a data gradient; 60 inputs, 3
 * outputs.
 */
final class SmallNetwork {
    private SmallNetwork() {}

    static Graph graph() {
        var builder = new GraphBuilder(new Shape(6, 10, 1));
        Node x = builder.conv2d("stem", builder.input(), 8, 3, 1);
        Node y = builder.relu("relu1", builder.batchNorm("bn1", builder.conv2d("conv1", x, 4, 1, 2), 0.9f, 1e-3f));
        y = builder.batchNorm("bn2", builder.conv2d("conv2", y, 12, 3, 1), 0.9f, 1e-3f);
        x = builder.add("add1", y, builder.conv2d("skip", x, 12, 1, 2));
        y = builder.relu("relu2", builder.conv2d("conv3", x, 12, 1, 1));
        x = builder.add("add2", y, x);
        return builder.build(builder.dense("dense", builder.globalAveragePool("pool", x), 3));
    }
}
