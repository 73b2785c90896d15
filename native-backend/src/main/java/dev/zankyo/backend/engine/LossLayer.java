package dev.zankyo.backend.engine;

import dev.zankyo.backend.Loss;
import dev.zankyo.backend.lowering.Instruction.LossGradient;
import dev.zankyo.backend.lowering.LossFunction;
import dev.zankyo.backend.lowering.Slice;

/** The loss of a batch and its gradient with respect to the output, computed row by row. */
final class LossLayer {
    private final Storage storage;
    private final Kernels kernels;
    private final LossFunction function;
    private final int columns;
    private final float[] outputs;
    private final float[] targets;
    private final float[] gradients;
    private final double[] losses;

    LossLayer(LossGradient instruction, Storage storage, Kernels.Family kernels, Loss loss) {
        this.storage = storage;
        this.kernels = kernels.of(instruction.output().precision());
        int rows = storage.partition().batchSize();
        columns = instruction.output().shape().size();
        function = new LossFunction(loss, rows, columns);
        outputs = new float[Math.multiplyExact(rows, columns)];
        targets = new float[outputs.length];
        gradients = new float[outputs.length];
        losses = new double[rows];
    }

    /** Returns the targets, (N, K), for the caller to fill before a run. */
    float[] targets() {
        return targets;
    }

    /** Returns the outputs of the last run, (N, K). */
    float[] outputs() {
        return outputs;
    }

    /** Returns the loss of the last run. */
    float value() {
        return function.total(losses);
    }

    Runnable task(LossGradient i, Slice slice) {
        long output = storage.offset(i.output(), slice);
        long gradient = storage.offset(i.gradient(), slice);
        int from = slice.first() * columns;
        int count = slice.count() * columns;
        return () -> {
            kernels.read(storage.memory(), output, outputs, from, count);
            for (int row = slice.first(); row < slice.first() + slice.count(); row++) {
                losses[row] = function.row(outputs, targets, gradients, row);
            }
            kernels.write(gradients, from, storage.memory(), gradient, count);
        };
    }
}
