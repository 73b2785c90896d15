package dev.zankyo.cli.predict;

import dev.zankyo.model.ModelFile;
import dev.zankyo.model.TrainedModel;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option of the trained model. */
final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "FILE",
            required = true,
            description = "Model file that 'train' has written.")
    private Path file;

    TrainedModel read() {
        return ModelFile.read(file);
    }
}
