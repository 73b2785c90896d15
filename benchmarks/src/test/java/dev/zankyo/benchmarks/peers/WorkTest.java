package dev.zankyo.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Shape;
import org.junit.jupiter.api.Test;

class WorkTest {

    /**
     * Returns a graph of two convolutions and a dense layer on 4 x 6 images of one channel, whose work is counted by
     * hand.
     */
    private static Graph small() {
        GraphBuilder builder = new GraphBuilder(new Shape(4, 6, 1));
        Node first = builder.conv2d("first", builder.input(), 2, 3, 1);
        Node second = builder.conv2d("second", first, 3, 1, 2);
        return builder.build(builder.dense("dense", builder.globalAveragePool("pool", second), 5));
    }

    private static final double FIRST = 4 * 6 * 2 * 9;
    private static final double SECOND = 2 * 3 * 3 * 2;
    private static final double DENSE = 3 * 5;

    @Test
    void inference_twoOperationsAMultiplyAdd() {
        assertEquals(2 * (FIRST + SECOND + DENSE), Work.flops(small(), Case.Mode.INFERENCE));
    }

    @Test
    void training_threeTimesForward_butTheFirstLayerTwice() {
        assertEquals(2 * (2 * FIRST + 3 * SECOND + 3 * DENSE), Work.flops(small(), Case.Mode.TRAINING));
    }

    @Test
    void original_82point9MillionMultiplyAdds() {
        double flops = Work.flops(new Problem().graph(), Case.Mode.INFERENCE);
        assertEquals(82.9e6, flops / 2, 0.05e6);
    }
}
