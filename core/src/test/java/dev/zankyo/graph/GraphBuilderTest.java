package dev.zankyo.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.graph.Parameter.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {
    private final GraphBuilder builder = new GraphBuilder(new Shape(5, 7, 3));

    @Test
    void conv2d_halvesRoundingUp_andKnowsItsFans() {
        Node conv = builder.conv2d("conv", builder.input(), new Op.Conv2d(8, 3, 2, 2));
        assertEquals(new Shape(3, 4, 8), conv.shape());
        Parameter weight = conv.parameter(Role.WEIGHT);
        assertEquals(List.of(8, 3, 3, 2), weight.shape());
        assertEquals(3 * 3 * 2, weight.fanIn());
        assertEquals(8 * 3 * 2, weight.fanOut());
        assertEquals("conv.weight", weight.name());
    }

    @Test
    void dense_readsTheWholeSample() {
        Node dense = builder.dense("dense", builder.input(), 4);
        assertEquals(new Shape(1, 1, 4), dense.shape());
        assertEquals(List.of(4, 105), dense.parameter(Role.WEIGHT).shape());
    }

    @Test
    void parameters_lieOneAfterAnother_statisticsApart() {
        Node conv = builder.conv2d("conv", builder.input(), 4, 3, 1);
        Node bn = builder.batchNorm("bn", conv, 0.9f, 1e-3f);
        Graph graph = builder.build(builder.batchNorm("bn2", bn, 0.9f, 1e-3f));
        int offset = 0;
        for (Parameter p : graph.trainable()) {
            assertEquals(offset, p.offset(), p.name());
            offset = p.end();
        }
        assertEquals(offset, graph.trainableSize());
        assertEquals(3 * 9 * 4 + 4 + 16, graph.trainableSize());
        assertEquals(
                List.of("bn.moving_mean", "bn.moving_variance", "bn2.moving_mean", "bn2.moving_variance"),
                graph.movingStatistics().stream().map(Parameter::name).toList());
        assertEquals(
                List.of(0, 4, 8, 12),
                graph.movingStatistics().stream().map(Parameter::offset).toList());
        assertEquals(16, graph.movingStatisticsSize());
    }

    @Test
    void graphWithoutParameters_hasSizesOfZero() {
        Graph graph = builder.build(builder.relu("relu", builder.input()));
        assertEquals(0, graph.trainableSize());
        assertEquals(0, graph.movingStatisticsSize());
    }

    @Test
    void nameUsedTwice_isRefused() {
        builder.relu("x", builder.input());
        assertMessage("x: a node's name must be unique", () -> builder.relu("x", builder.input()));
    }

    @Test
    void summandsOfDifferentShapes_areRefused() {
        Node other = builder.conv2d("conv", builder.input(), 4, 1, 1);
        assertMessage("expected 5x7x3, got 5x7x4", () -> builder.add("sum", builder.input(), other));
    }

    @Test
    void nodeOfAnotherGraph_isRefused() {
        Node stranger = new GraphBuilder(new Shape(5, 7, 3)).input();
        assertMessage("belongs to another graph", () -> builder.relu("relu", stranger));
        assertMessage("belongs to another graph", () -> builder.build(stranger));
    }

    @Test
    void nodeThatLeadsNowhere_isRefused() {
        Node used = builder.relu("used", builder.input());
        builder.relu("idle", builder.input());
        assertMessage("used does not depend on it", () -> builder.build(used));
    }

    @Test
    void withMomentum_changesTheMomentumAlone() {
        Node bn = builder.batchNorm("bn", builder.input(), 0.9f, 1e-3f);
        Graph graph = builder.build(builder.add("sum", bn, builder.input()));
        Graph changed = graph.withMomentum(0.5f);
        assertEquals(new Op.BatchNorm(0.5f, 1e-3f), changed.nodes().get(1).op());
        assertEquals(new Op.BatchNorm(0.9f, 1e-3f), graph.nodes().get(1).op());
        assertSame(changed.nodes().get(1), changed.output().inputs().get(0));
        assertSame(changed.input(), changed.output().inputs().get(1));
        assertEquals(graph.trainable(), changed.trainable());
        assertEquals(graph.movingStatistics(), changed.movingStatistics());
    }

    @Test
    void shapeTooLargeForAnArray_isRefused() {
        assertThrows(ArithmeticException.class, () -> new Shape(1 << 16, 1 << 15, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, 1));
    }

    @Test
    void inputOfASum_isAskedForByPlace() {
        Node sum = builder.add("sum", builder.input(), builder.input());
        assertEquals(2, sum.inputs().size());
        assertThrows(IllegalStateException.class, sum::input);
    }

    private static void assertMessage(String part, Runnable build) {
        String message =
                assertThrows(IllegalArgumentException.class, build::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
