package dev.zankyo.cli.export;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.export.HuggingFaceExport;
import dev.zankyo.export.JavaExport;
import dev.zankyo.export.OnnxExport;
import dev.zankyo.io.FileError;
import dev.zankyo.keras.KerasExport;
import dev.zankyo.keras.KerasFormat;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.run.RunDirectory;
import dev.zankyo.run.RunFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.lang.model.SourceVersion;
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
                    + "For --from=waveform, resample recordings to the model's sample rate first.",
            "keras: weights as HDF5, and a Python program beside them that builds the network and loads them. "
                    + "The ending of --out is the layout: .weights.h5 for Keras 3, any other .h5 for TensorFlow 2.",
            "huggingface: a folder with the model card, the model, an ONNX file and their settings.",
            "java: one source file without dependencies. --out names the class, such as Birds.java."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  zankyo export --model zankyo-run/model.safetensors --to onnx",
            "  zankyo export --model bird.safetensors --to keras --out bird.h5"
        })
public final class ExportCommand implements Runnable {
    /** The formats. */
    enum Target {
        ONNX,
        KERAS,
        HUGGINGFACE,
        JAVA;

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

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            required = true,
            description = "Format: onnx, keras, huggingface or java.")
    private Target target;

    @Option(
            names = "--from",
            paramLabel = "INPUT",
            description = "Input of an ONNX model: spectrogram or waveform (default: waveform if possible).")
    private OnnxExport.Input input;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "Storage of the weights of an ONNX model: float32 or float16 (default: float32).")
    private OnnxExport.Precision precision;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File or folder to write (default: beside the model; onnx: NAME.onnx, keras:"
                    + " NAME.weights.h5, huggingface: folder huggingface, java: Classifier.java).")
    private Path out;

    @Option(names = "--overwrite", description = "Replace an existing file.")
    private boolean overwrite;

    @Override
    public void run() {
        TrainedModel model = ModelFile.read(modelFile);
        switch (target) {
            case ONNX -> writeOnnx(model);
            case KERAS -> writeKeras(model);
            case HUGGINGFACE -> writeHuggingFace(model);
            case JAVA -> writeJava(model);
        }
    }

    private void writeOnnx(TrainedModel model) {
        Path file = out == null ? beside(modelFile, ".onnx") : out;
        requireFree(file);
        OnnxExport.Input from = input != null
                ? input
                : model.frontEnd().isPresent() ? OnnxExport.Input.WAVEFORM : OnnxExport.Input.SPECTROGRAM;
        if (from == OnnxExport.Input.WAVEFORM && model.frontEnd().isEmpty()) {
            throw InputException.of(Subject.file(modelFile), "must be a model of recordings to read waveforms")
                    .got("a model of rows of numbers")
                    .remedy("pass --from spectrogram");
        }
        new OnnxExport(model, from, precision == null ? OnnxExport.Precision.FLOAT32 : precision).write(file);
        print("%s: %s, %,d bytes%n", file, summary(model, from), size(file));
    }

    private void writeKeras(TrainedModel model) {
        requireNothingOfOnnx();
        Path file = out == null ? beside(modelFile, KerasFormat.KERAS_3.ending()) : out;
        KerasFormat format = KerasFormat.of(file)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--out: must end in .weights.h5 (Keras 3) or .h5 (TensorFlow 2); got "
                                + FileError.printable(file.toString())));
        var export = new KerasExport(model, format);
        Path program = export.program(file);
        requireFree(file);
        requireFree(program);
        export.write(file);
        print("%s: weights in the layout of %s, %,d bytes%n", file, format, size(file));
        print("%s: Python program that loads them%n", program);
    }

    /** Writes the folder, with the model card and the figures of the run that the model lies in. */
    private void writeHuggingFace(TrainedModel model) {
        requireNothingOfOnnx();
        Path folder = out == null ? modelFile.resolveSibling("huggingface") : out;
        requireFree(folder);
        Path run = modelFile.toAbsolutePath().getParent();
        Optional<String> card = Optional.empty();
        Optional<RunFigures> figures = Optional.empty();
        if (RunDirectory.isFinished(run)) {
            RunDirectory directory = RunDirectory.finished(run);
            card = Optional.of(directory.modelCard()).filter(Files::exists).map(ExportCommand::text);
            figures = Optional.of(directory.readFigures());
        } else {
            spec.commandLine()
                    .getErr()
                    .println("note: the model lies in no run's folder, so its test figures are not" + " known");
        }
        new HuggingFaceExport(model, name(modelFile), card, figures).write(folder);
        print("%s: folder for Hugging Face%n", folder);
    }

    private static String name(Path model) {
        String name = model.getFileName().toString().replaceFirst("\\.safetensors$", "");
        Path folder = model.toAbsolutePath().getParent().getFileName();
        return name.equals("model") && folder != null ? folder.toString() : name;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": could not be read; " + FileError.reason(e), e);
        }
    }

    private void writeJava(TrainedModel model) {
        requireNothingOfOnnx();
        Path file = out == null ? modelFile.resolveSibling("Classifier.java") : out;
        String name = file.getFileName().toString();
        String type = name.replaceFirst("[.]java$", "");
        if (!name.endsWith(".java") || !SourceVersion.isName(type) || type.contains(".")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--out: must be the name of a Java class with .java; got " + FileError.printable(name));
        }
        requireFree(file);
        new JavaExport(model, type).write(file);
        print("%s: Java source, %,d bytes%n", file, size(file));
    }

    private void requireNothingOfOnnx() {
        if (input != null || precision != null) {
            throw new ParameterException(
                    spec.commandLine(), (input != null ? "--from" : "--precision") + ": is only for --to=onnx");
        }
    }

    private void requireFree(Path file) {
        if (Files.exists(file) && !overwrite) {
            throw new ParameterException(
                    spec.commandLine(),
                    FileError.printable(file.toString()) + ": exists (pass --overwrite to replace it)");
        }
    }

    private void print(String format, Object... values) {
        spec.commandLine().getOut().printf(Locale.ROOT, format, values);
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
