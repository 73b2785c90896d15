package dev.zankyo.backend.jvm;

import dev.zankyo.backend.Loss;
import dev.zankyo.backend.lowering.Instruction.LossGradient;
import dev.zankyo.backend.lowering.LossFunction;

/** The loss and its gradient by the output, by one thread. */
final class LossLayer {
    private final Storage storage;
    private final LossFunction function;
    private final int output;
    private final int gradient;
    private final float[] targets;
    private float value;

    LossLayer(LossGradient instruction, Storage storage, Loss loss) {
        int outputs = instruction.output().shape().size();
        this.storage = storage;
        function = new LossFunction(loss, storage.batchSize(), outputs);
        output = storage.offset(instruction.output());
        gradient = storage.offset(instruction.gradient());
        targets = new float[storage.batchSize() * outputs];
    }

    /** N x K, to be filled before a run. */
    float[] targets() {
        return targets;
    }

    /** The loss of the last run. */
    float value() {
        return value;
    }

    Phase phase() {
        return new Phase(
                1,
                (from, to, worker) -> value = function.compute(storage.slab, output, targets, storage.slab, gradient));
    }
}
