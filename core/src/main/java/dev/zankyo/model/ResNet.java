package dev.zankyo.model;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Shape;

/**
 * The residual network of the original Keras program. Its nodes are named {@code stem}, {@code stage1.block0.conv1} ...
 * {@code stage3.block5.add}, {@code head.bn}, {@code head.relu}, {@code head.pool}, {@code head.dense}. Stages count
 * from 1 and blocks from 0.
 *
 * <p>A block is a bottleneck as in He et al. 2015, figure 5, with two differences. Nothing follows the sum, so no
 * activation or normalization is applied to the residual stream before the head. The shortcut's convolution, in the
 * first block of every stage, has no batch normalization.
 */
public final class ResNet {
    private final ResNetConfig config;
    private final GraphBuilder builder;

    private ResNet(ResNetConfig config) {
        this.config = config;
        this.builder = new GraphBuilder(new Shape(config.bands(), config.frames(), 1));
    }

    /** Returns the graph of a configuration. Its output is the logits. */
    public static Graph graph(ResNetConfig config) {
        return new ResNet(config).build();
    }

    private Graph build() {
        Node x = builder.conv2d("stem", builder.input(), config.stemFilters(), 3, 1);
        int stage = 0;
        for (int filters : config.stageFilters()) {
            stage++;
            for (int block = 0; block < config.blocksPerStage(); block++) {
                int stride = stage > 1 && block == 0 ? 2 : 1;
                x = block("stage" + stage + ".block" + block, x, filters, stride, block == 0);
            }
        }
        x = batchNorm("head.bn", x);
        x = builder.relu("head.relu", x);
        x = builder.globalAveragePool("head.pool", x);
        return builder.build(builder.dense("head.dense", x, config.classes()));
    }

    private Node block(String name, Node input, int filters, int stride, boolean projects) {
        Node x = builder.conv2d(name + ".conv1", input, filters / 4, 1, stride);
        x = batchNorm(name + ".bn1", x);
        x = builder.relu(name + ".relu1", x);
        x = builder.conv2d(name + ".conv2", x, filters / 4, 3, 1);
        x = batchNorm(name + ".bn2", x);
        x = builder.relu(name + ".relu2", x);
        x = builder.conv2d(name + ".conv3", x, filters, 1, 1);
        x = batchNorm(name + ".bn3", x);
        Node shortcut = projects ? builder.conv2d(name + ".skip", input, filters, 1, stride) : input;
        return builder.add(name + ".add", x, shortcut);
    }

    private Node batchNorm(String name, Node x) {
        return builder.batchNorm(name, x, config.momentum(), config.epsilon());
    }
}
