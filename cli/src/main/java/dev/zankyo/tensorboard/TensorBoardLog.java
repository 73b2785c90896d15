package dev.zankyo.tensorboard;

import dev.zankyo.train.EpochResult;
import dev.zankyo.train.TrainingListener;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A log of a run's figures for TensorBoard. The folders {@code train} and {@code test} make its charts show both curves
 * together. {@code epoch/loss}, {@code epoch/accuracy} and {@code epoch/learning_rate} have one value per epoch. {@code
 * step/loss}, {@code step/accuracy} (the running means of the epoch) and {@code step/learning_rate} have one per step.
 * Epochs and steps count from 1. TensorBoard can read a value within seconds. Not thread-safe: only the training thread
 * uses it.
 */
public final class TensorBoardLog implements TrainingListener, AutoCloseable {
    private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final EventFile train;
    private final EventFile test;
    private final int batchSize;
    private long flushed = System.nanoTime();

    /**
     * Begins a log.
     *
     * @param folder the folder for TensorBoard's {@code --logdir}; created if it does not exist
     * @param batchSize rows per step
     * @throws UncheckedIOException if files cannot be made in it
     */
    public TensorBoardLog(Path folder, int batchSize) {
        this.batchSize = batchSize;
        this.train = EventFile.in(folder.resolve("train"));
        this.test = EventFile.in(folder.resolve("test"));
    }

    @Override
    public void onStep(Progress progress) {
        long stepsPerEpoch = Math.ceilDiv(progress.rowsPerEpoch(), batchSize);
        long step = (progress.epoch() - 1) * stepsPerEpoch + Math.ceilDiv(progress.rows(), batchSize);
        train.scalar("step/loss", step, progress.loss());
        train.scalar("step/accuracy", step, progress.accuracy());
        train.scalar("step/learning_rate", step, progress.learningRate());
        long now = System.nanoTime();
        if (now - flushed > FLUSH_NANOS) {
            train.flush();
            flushed = now;
        }
    }

    @Override
    public void onEpoch(EpochResult epoch) {
        train.scalar("epoch/loss", epoch.epoch(), epoch.trainLoss());
        train.scalar("epoch/accuracy", epoch.epoch(), epoch.trainAccuracy());
        train.scalar("epoch/learning_rate", epoch.epoch(), epoch.learningRate());
        test.scalar("epoch/loss", epoch.epoch(), epoch.testLoss());
        test.scalar("epoch/accuracy", epoch.epoch(), epoch.testAccuracy());
        train.flush();
        test.flush();
    }

    @Override
    public void close() {
        try (test) {
            train.close();
        }
    }
}
