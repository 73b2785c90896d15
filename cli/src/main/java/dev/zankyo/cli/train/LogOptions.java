package dev.zankyo.cli.train;

import dev.zankyo.tensorboard.TensorBoardLog;
import dev.zankyo.train.TrainingListener;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Who else watches a training run. */
final class LogOptions {
    @Option(names = "--log-dir", paramLabel = "DIR", description = "Write TensorBoard logs to this folder.")
    private Path folder;

    /** The log that was asked for, or one of nothing; closed when the run ends, good or bad. */
    Log open(int batchSize) {
        if (folder == null) {
            return new Log(TrainingListener.NONE, () -> {});
        }
        var log = new TensorBoardLog(folder, batchSize);
        return new Log(log, log::close);
    }

    /** A log, or none. */
    record Log(TrainingListener listener, Runnable closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.run();
        }
    }
}
