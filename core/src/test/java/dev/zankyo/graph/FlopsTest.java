package dev.zankyo.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import org.junit.jupiter.api.Test;

final class FlopsTest {

    /**
     * Checks against a count by hand: 3 x 2 pixels of 4 filters of 3 x 3 x 2 weights; 2 x 1 pixels of 5 filters of 4; 5
     * units of 10 inputs.
     */
    @Test
    void graph_handCounted_isTwiceTheProducts() {
        var builder = new GraphBuilder(new Shape(3, 2, 2));
        Node first = builder.conv2d("first", builder.input(), 4, 3, 1);
        Node norm = builder.relu("relu", builder.batchNorm("bn", first, 0.9f, 1e-3f));
        Node second = builder.conv2d("second", norm, 5, 1, 2);
        Graph graph = builder.build(builder.dense("dense", second, 5));

        long products = 3 * 2 * 4 * 3 * 3 * 2;
        long pointwise = 2 * 1 * 5 * 4;
        long dense = 5 * 10;
        assertEquals(2 * products, Flops.forward(first));
        assertEquals(0, Flops.forward(norm));
        assertEquals(2 * (products + pointwise + dense), Flops.forward(graph));
        assertEquals(2 * (2 * products + 3 * pointwise + 3 * dense), Flops.training(graph), "no gradient by the batch");
    }

    /** Checks against a count by hand: 2 x 1 pixels of 3 channels of 3 x 3 weights. */
    @Test
    void depthwise_handCounted_isTwiceTheProducts() {
        var builder = new GraphBuilder(new Shape(3, 2, 3));
        Node depthwise = builder.depthwiseConv2d("depthwise", builder.input(), new Op.DepthwiseConv2d(3, 3, 2));
        assertEquals(2 * (2 * 3 * 3 * 3), Flops.forward(depthwise));
    }

    @Test
    void graph_withoutWeights_isFree() {
        var builder = new GraphBuilder(new Shape(3, 2, 2));
        Node relu = builder.relu("relu", builder.input());
        Graph graph = builder.build(builder.globalAveragePool("pool", builder.add("add", relu, relu)));
        assertEquals(0, Flops.training(graph));
    }

    /** Checks against a count by stages: the stem, then pixels times (block 0 + 5 other blocks), then the head. */
    @Test
    void original_forward_isTheSumOfItsStages() {
        long stem = 1000 * 9 * 16;
        long stage1 = 1000 * ((16 * 16 + 9 * 16 * 16 + 16 * 64 + 16 * 64) + 5 * (64 * 16 + 9 * 16 * 16 + 16 * 64));
        long stage2 = 250 * ((64 * 32 + 9 * 32 * 32 + 32 * 128 + 64 * 128) + 5 * (128 * 32 + 9 * 32 * 32 + 32 * 128));
        long stage3 = 65 * ((128 * 64 + 9 * 64 * 64 + 64 * 256 + 128 * 256) + 5 * (256 * 64 + 9 * 64 * 64 + 64 * 256));
        long head = 256 * 8;
        Graph graph = ResNet.graph(ResNetConfig.original(8));
        assertEquals(2 * (stem + stage1 + stage2 + stage3 + head), Flops.forward(graph));
        assertEquals(165.6, Flops.forward(graph) * 1e-6, 3);
        assertEquals(3 * Flops.forward(graph) - 2 * stem, Flops.training(graph));
    }
}
