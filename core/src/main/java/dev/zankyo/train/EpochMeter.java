package dev.zankyo.train;

import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.train.TrainingListener.Progress;

/**
 * Loss, accuracy and time of an epoch so far. Loss and accuracy are means over its steps, each weighted by its rows, as Keras
 * keeps them; time runs between the begin and the end of steps only.
 */
final class EpochMeter {
    private final int epoch;
    private final int epochs;
    private final int rowsPerEpoch;
    private double lossSum;
    private int correct;
    private int rows;
    private float learningRate;
    private long stepBegan;
    private long nanos;

    EpochMeter(int epoch, int epochs, int rowsPerEpoch) {
        this.epoch = epoch;
        this.epochs = epochs;
        this.rowsPerEpoch = rowsPerEpoch;
    }

    void stepBegins() {
        stepBegan = System.nanoTime();
    }

    /** Counts a step in: its mean loss, its batch with the logits read, the learning rate of its update. */
    void stepEnds(float loss, Batch batch, float rate) {
        int classes = batch.targets().length / batch.size();
        for (int row = 0; row < batch.size(); row++) {
            int predicted = Predictor.argMax(batch.logits(), row * classes, classes);
            if (predicted == Predictor.argMax(batch.targets(), row * classes, classes)) {
                correct++;
            }
        }
        lossSum += (double) loss * batch.size();
        rows += batch.size();
        learningRate = rate;
        nanos += System.nanoTime() - stepBegan;
    }

    Progress progress() {
        return new Progress(epoch, epochs, rows, rowsPerEpoch, loss(), accuracy(), seconds());
    }

    EpochResult result(Evaluation test) {
        return new EpochResult(epoch, learningRate, loss(), accuracy(), test.loss(), test.accuracy(), seconds());
    }

    private double loss() {
        return lossSum / rows;
    }

    private double accuracy() {
        return (double) correct / rows;
    }

    private double seconds() {
        return nanos * 1e-9;
    }
}
