package dev.zankyo.backend.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.lowering.Instruction.BatchNormForward;
import dev.zankyo.backend.lowering.Instruction.BatchNormGradientSums;
import dev.zankyo.backend.lowering.Instruction.BatchNormStatistics;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.graph.Node;

/**
 * A batch normalization computed by a backend's primitives. They see one slice at a time, so statistics and gradients
 * of slices are combined as in {@link BatchNormLayer}. The gradient of the data depends on the sums over the whole
 * batch, which no primitive accepts, so the engine's kernel computes it.
 */
final class PrimitiveNormLayer extends BatchNormLayer {
    private final NormPrimitives primitives;

    PrimitiveNormLayer(
            Node node,
            Precision precision,
            Storage storage,
            ParameterOrder order,
            Kernels.Family kernels,
            float[] movingStatistics,
            NormPrimitives primitives) {
        super(node, precision, storage, order, kernels, movingStatistics);
        this.primitives = primitives;
    }

    @Override
    String description() {
        return primitives.describe();
    }

    /**
     * Converts mean and variance to sums of deviations from the share's pivot, which is the mean of its first slice.
     */
    @Override
    Runnable statistics(BatchNormStatistics i, Slice slice) {
        Runnable compute = primitives.statistics(i, slice);
        double count = pixels(slice);
        return () -> {
            compute.run();
            for (int c = 0; c < channels(); c++) {
                float mean = row(slice.worker(), 0, c);
                float variance = row(slice.worker(), 1, c);
                if (slice.firstOfShare()) {
                    startSums(slice.share(), c, mean);
                }
                double deviation = (double) mean - pivot(slice.share(), c);
                add(slice.share(), c, count * deviation, count * (variance + deviation * deviation));
            }
        };
    }

    @Override
    void normalizeBy(int worker, int c, double mean, double variance) {
        super.normalizeBy(worker, c, mean, variance);
        storage().memory().set(JAVA_FLOAT, place(worker, 0, c), (float) mean);
        storage().memory().set(JAVA_FLOAT, place(worker, 1, c), (float) variance);
    }

    @Override
    Runnable forward(BatchNormForward i, Slice slice) {
        return primitives.forward(i, slice);
    }

    @Override
    Runnable gradientSums(BatchNormGradientSums i, Slice slice) {
        Runnable compute = primitives.gradientSums(i, slice);
        return () -> {
            compute.run();
            for (int c = 0; c < channels(); c++) {
                if (slice.firstOfShare()) {
                    startSums(slice.share(), c, 0);
                }
                double products = row(slice.worker(), 2, c) / inverseDeviation(slice.worker(), c);
                add(slice.share(), c, row(slice.worker(), 3, c), products);
            }
        };
    }

    private float row(int worker, int row, int c) {
        return storage().memory().get(JAVA_FLOAT, place(worker, row, c));
    }

    private long place(int worker, int row, int c) {
        return primitives.rows(worker) + Float.BYTES * ((long) row * channels() + c);
    }
}
