package dev.zankyo.train;

import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.train.Checkpoint.Sums;
import dev.zankyo.train.TrainingListener.Progress;

/**
 * A meter of loss, accuracy and time in the current epoch. As in Keras, loss and accuracy are means over the steps,
 * weighted by rows. Time counts only within steps. Listeners read the meter itself, so reporting a step allocates
 * nothing.
 */
final class EpochMeter implements Progress {
    private static final double NANO = 1e-9;

    private final int epoch;
    private final int epochs;
    private final int rowsPerEpoch;
    private double lossSum;
    private int correct;
    private int rows;
    private float learningRate;
    private long stepBegan;
    private long nanos;
    private long dataNanos;

    /** Creates the meter of an epoch that continues from these sums. */
    EpochMeter(int epoch, int epochs, int rowsPerEpoch, Sums sums) {
        this.epoch = epoch;
        this.epochs = epochs;
        this.rowsPerEpoch = rowsPerEpoch;
        this.lossSum = sums.loss();
        this.correct = sums.correct();
        this.rows = sums.rows();
        this.learningRate = sums.learningRate();
        this.nanos = sums.nanos();
        this.dataNanos = sums.dataNanos();
    }

    Sums sums() {
        return new Sums(lossSum, correct, rows, learningRate, nanos, dataNanos);
    }

    void stepBegins() {
        stepBegan = System.nanoTime();
    }

    /** Marks the arrival of the step's batch; the time since the start of the step was spent waiting for it. */
    void batchIsThere() {
        dataNanos += System.nanoTime() - stepBegan;
    }

    /** Adds a step: its mean loss, its batch with the logits read, the learning rate of its update. */
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

    EpochResult result(Evaluation test) {
        return new EpochResult(
                epoch, learningRate, loss(), accuracy(), test.loss(), test.accuracy(), seconds(), dataNanos * NANO);
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public int epochs() {
        return epochs;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int rowsPerEpoch() {
        return rowsPerEpoch;
    }

    @Override
    public double loss() {
        return lossSum / rows;
    }

    @Override
    public double accuracy() {
        return (double) correct / rows;
    }

    @Override
    public float learningRate() {
        return learningRate;
    }

    @Override
    public double seconds() {
        return nanos * NANO;
    }
}
