package dev.zankyo.backend.jvm;

import dev.zankyo.backend.Loss;
import dev.zankyo.backend.lowering.Instruction.LossGradient;
import dev.zankyo.graph.Shape;

/** The loss and its gradient by the output, in float64: a handful of numbers a sample. */
final class LossLayer {
    private final Storage storage;
    private final Loss loss;
    private final int outputs;
    private final int output;
    private final int gradient;
    private final float[] targets;
    private double value;

    LossLayer(LossGradient instruction, Storage storage, Loss loss) {
        Shape shape = instruction.output().shape();
        this.storage = storage;
        this.loss = loss;
        outputs = shape.size();
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
        return (float) value;
    }

    Phase phase() {
        return new Phase(1, (from, to, worker) -> {
            value = 0;
            for (int sample = 0; sample < storage.batchSize(); sample++) {
                switch (loss) {
                    case SOFTMAX_CROSS_ENTROPY -> crossEntropy(sample * outputs);
                    case INNER_PRODUCT -> innerProduct(sample * outputs);
                }
            }
        });
    }

    /** With p = softmax(z): {@code -sum t log p / N}, whose gradient is {@code (p * sum t - t) / N}. */
    private void crossEntropy(int row) {
        float[] slab = storage.slab;
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < outputs; k++) {
            max = Math.max(max, slab[output + row + k]);
        }
        double exponentials = 0;
        double mass = 0;
        for (int k = 0; k < outputs; k++) {
            exponentials += Math.exp(slab[output + row + k] - max);
            mass += targets[row + k];
        }
        double logSum = max + Math.log(exponentials);
        for (int k = 0; k < outputs; k++) {
            double logProbability = slab[output + row + k] - logSum;
            double target = targets[row + k];
            value -= target * logProbability / storage.batchSize();
            slab[gradient + row + k] = (float) ((Math.exp(logProbability) * mass - target) / storage.batchSize());
        }
    }

    private void innerProduct(int row) {
        for (int k = 0; k < outputs; k++) {
            float target = targets[row + k];
            value += (double) storage.slab[output + row + k] * target;
            storage.slab[gradient + row + k] = target;
        }
    }
}
