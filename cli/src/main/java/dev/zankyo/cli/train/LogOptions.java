package dev.zankyo.cli.train;

import dev.zankyo.tensorboard.TensorBoardLog;
import dev.zankyo.train.TrainingListener;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option of a TensorBoard log. */
final class LogOptions {
    @Option(names = "--log-dir", paramLabel = "DIR", description = "Write TensorBoard logs to this folder.")
    private Path folder;

    /** Opens the log, or an empty one if none is wanted. The caller closes it when the run ends, on failure too. */
    Log open(int batchSize) {
        if (folder == null) {
            return new Log(TrainingListener.NONE, () -> {});
        }
        var log = new TensorBoardLog(folder, batchSize);
        return new Log(log, log::close);
    }

    /** A log, possibly empty. */
    record Log(TrainingListener listener, Runnable closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.run();
        }
    }
}
