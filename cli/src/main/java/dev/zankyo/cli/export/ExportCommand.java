package dev.zankyo.cli.export;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.export.OnnxExport;
import dev.zankyo.io.FileError;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that writes a model in the format of another program. */
@Command(
        customSynopsis = "zankyo export --model=FILE --to=FORMAT [OPTIONS]",
        description = {
            "Writes a model in the format of another program.",
            "onnx: a file for ONNX Runtime. The batch may have any size. "
                    + "For --from=waveform, resample recordings to the model's sample rate first."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  zankyo export --model zankyo-run/model.safetensors --to onnx",
            "  zankyo export --model birds.safetensors --to onnx --precision float16"
        })
public final class ExportCommand implements Runnable {
    /** The formats. */
    enum Target {
        ONNX;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            required = true,
            description = "Model file that 'train' has written.")
    private Path modelFile;

    @Option(names = "--to", paramLabel = "FORMAT", required = true, description = "Format: onnx.")
    private Target target;

    @Option(
            names = "--from",
            paramLabel = "INPUT",
            description = "Input of the exported model: spectrogram or waveform (default: waveform if possible).")
    private OnnxExport.Input input;

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "float32",
            description = "Storage of the weights: float32 or float16 (default: ${DEFAULT-VALUE}).")
    private OnnxExport.Precision precision;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File to write (default: the model's name, with .onnx, beside the model).")
    private Path out;

    @Option(names = "--overwrite", description = "Replace an existing file.")
    private boolean overwrite;

    @Override
    public void run() {
        TrainedModel model = ModelFile.read(modelFile);
        Path file = out == null ? beside(modelFile, ".onnx") : out;
        if (Files.exists(file) && !overwrite) {
            throw new ParameterException(
                    spec.commandLine(),
                    FileError.printable(file.toString()) + ": exists (pass --overwrite to replace it)");
        }
        OnnxExport.Input from = input != null
                ? input
                : model.frontEnd().isPresent() ? OnnxExport.Input.WAVEFORM : OnnxExport.Input.SPECTROGRAM;
        if (from == OnnxExport.Input.WAVEFORM && model.frontEnd().isEmpty()) {
            throw InputException.of(Subject.file(modelFile), "must be a model of recordings to read waveforms")
                    .got("a model of rows of numbers")
                    .remedy("pass --from spectrogram");
        }
        new OnnxExport(model, from, precision).write(file);
        spec.commandLine().getOut().printf(Locale.ROOT, "%s: %s, %,d bytes%n", file, summary(model, from), size(file));
    }

    private static String summary(TrainedModel model, OnnxExport.Input from) {
        return switch (from) {
            case SPECTROGRAM ->
                "input spectrogram (N, " + model.config().bands() + ", "
                        + model.config().frames() + ")";
            case WAVEFORM ->
                "input waveform (N, samples) at "
                        + model.frontEnd().orElseThrow().sampleRate() + " Hz";
        };
    }

    private static Path beside(Path model, String ending) {
        String name = model.getFileName().toString();
        return model.resolveSibling(name.replaceFirst("\\.safetensors$", "") + ending);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": could not be read; " + FileError.reason(e), e);
        }
    }
}
