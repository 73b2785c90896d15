package dev.zankyo.backend.onednn;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * The moving means and variances of a training plan, on the heap in canonical order: oneDNN has no use for them in
 * training, and gives the batch's statistics with the biased variance.
 */
final class MovingStatistics {
    private record Layer(
            float momentum,
            float unbias,
            int mean,
            int variance,
            MemorySegment batchMean,
            MemorySegment batchVariance) {}

    final float[] values;

    private final Layer[] layers;

    MovingStatistics(Graph graph, int batchSize, List<BatchNorms.Statistics> statistics, Executable executable) {
        values = new float[graph.movingStatisticsSize()];
        layers = statistics.stream()
                .map(layer -> {
                    var shape = layer.node().shape();
                    long n = (long) batchSize * shape.height() * shape.width();
                    return new Layer(
                            ((Op.BatchNorm) layer.node().op()).momentum(),
                            (float) ((double) n / Math.max(n - 1, 1)),
                            offset(layer, Role.MOVING_MEAN),
                            offset(layer, Role.MOVING_VARIANCE),
                            executable.segment(layer.mean()),
                            executable.segment(layer.variance()));
                })
                .toArray(Layer[]::new);
    }

    private static int offset(BatchNorms.Statistics layer, Role role) {
        Parameter parameter = layer.node().parameter(role);
        return parameter.offset();
    }

    /** {@code moving = momentum * moving + (1 - momentum) * batch}, the variance fed being the unbiased one. */
    void move() {
        for (Layer layer : layers) {
            move(layer.mean, layer.batchMean, layer.momentum, 1);
            move(layer.variance, layer.batchVariance, layer.momentum, layer.unbias);
        }
    }

    private void move(int offset, MemorySegment batch, float momentum, float factor) {
        float share = (1 - momentum) * factor;
        int channels = (int) (batch.byteSize() / Float.BYTES);
        for (int c = 0; c < channels; c++) {
            values[offset + c] = momentum * values[offset + c] + share * batch.getAtIndex(ValueLayout.JAVA_FLOAT, c);
        }
    }
}
