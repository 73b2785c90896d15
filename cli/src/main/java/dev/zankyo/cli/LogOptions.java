package dev.zankyo.cli;

import dev.zankyo.tensorboard.TensorBoardLog;
import dev.zankyo.train.EpochResult;
import dev.zankyo.train.TrainingListener;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Who else watches a training run. */
final class LogOptions {
    @Option(
            names = "--log-dir",
            paramLabel = "DIR",
            description =
                    "Also write loss, accuracy and learning rate for TensorBoard, by step and epoch, as they come.")
    private Path folder;

    /** The log that was asked for, or one of nothing; closed when the run ends, good or bad. */
    Log open(int batchSize) {
        return new Log(folder == null ? null : new TensorBoardLog(folder, batchSize));
    }

    /** A log, or none. */
    static final class Log implements AutoCloseable {
        private final TensorBoardLog file;

        private Log(TensorBoardLog file) {
            this.file = file;
        }

        /** Lets the log hear of every step and epoch before the view does. */
        TrainingListener before(TrainingListener view) {
            return file == null
                    ? view
                    : new TrainingListener() {
                        @Override
                        public void onStep(Progress progress) {
                            file.onStep(progress);
                            view.onStep(progress);
                        }

                        @Override
                        public void onEpoch(EpochResult epoch) {
                            file.onEpoch(epoch);
                            view.onEpoch(epoch);
                        }
                    };
        }

        @Override
        public void close() {
            if (file != null) {
                file.close();
            }
        }
    }
}
