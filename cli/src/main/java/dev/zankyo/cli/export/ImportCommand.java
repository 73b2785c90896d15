package dev.zankyo.cli.export;

import dev.zankyo.Build;
import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.data.Standardization;
import dev.zankyo.io.FileError;
import dev.zankyo.keras.KerasImport;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.TrainedModel.Provenance;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that makes a model from weights that Keras saved. */
@Command(
        customSynopsis = "zankyo import --from=FILE --out=FILE [OPTIONS]",
        description = {
            "Makes a model from weights that Keras saved.",
            "Reads .weights.h5 and .keras files of Keras 3 and .h5 files of TensorFlow 2. The network must be the one "
                    + "of --recipe=original, of any width and depth. Each tensor that is missing, surplus or of "
                    + "another shape is listed on standard error."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  zankyo import --from bird.weights.h5 --out bird.safetensors",
            "  zankyo import --from bird.h5 --class-names wren,robin --out bird.safetensors"
        })
public final class ImportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            required = true,
            description = "File of Keras: .weights.h5, .keras or .h5.")
    private Path from;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Model file to write.")
    private Path out;

    @Option(
            names = "--class-names",
            paramLabel = "NAMES",
            split = ",",
            description = "Names of the classes in the order of the outputs (default: 0,1,2 ...).")
    private List<String> classNames;

    @Option(
            names = "--mean",
            paramLabel = "X",
            description = "Mean that Keras' program subtracted from its inputs (default: 0).")
    private Float mean;

    @Option(
            names = "--deviation",
            paramLabel = "X",
            description = "Deviation that Keras' program divided its inputs by (default: 1).")
    private Float deviation;

    @Option(
            names = "--bands",
            paramLabel = "N",
            defaultValue = "20",
            description = "Frequency bands of the input (default: ${DEFAULT-VALUE}).")
    private int bands;

    @Option(
            names = "--frames",
            paramLabel = "N",
            defaultValue = "50",
            description = "Time frames of the input (default: ${DEFAULT-VALUE}).")
    private int frames;

    @Option(names = "--overwrite", description = "Replace an existing file.")
    private boolean overwrite;

    @Override
    public void run() {
        if (Files.exists(out) && !overwrite) {
            throw refused(FileError.printable(out.toString()) + ": exists (pass --overwrite to replace it)");
        }
        Standardization standardization = standardization();
        PrintWriter err = spec.commandLine().getErr();
        KerasImport read = KerasImport.read(from, err::println);
        read.ignored().forEach(group -> err.println("ignored: " + FileError.printable(group)));
        ResNetConfig config = withInput(read.config());
        List<String> names = classNames(config.classes());
        var provenance = new Provenance(
                "imported from Keras",
                0,
                read.format().toString(),
                Build.version(),
                bands + " bands x " + frames + " frames");
        ModelFile.write(out, model(config, names, standardization, provenance, read));
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s: %d classes, %d bands x %d frames, stages of %s filters, %d blocks each, from %s%n",
                        out,
                        config.classes(),
                        bands,
                        frames,
                        config.stageFilters(),
                        config.blocksPerStage(),
                        read.format());
    }

    private TrainedModel model(
            ResNetConfig config,
            List<String> names,
            Standardization standardization,
            Provenance provenance,
            KerasImport read) {
        try {
            return new TrainedModel(config, names, standardization, provenance, read.weights());
        } catch (IllegalArgumentException e) {
            throw refused("--class-names: " + e.getMessage());
        }
    }

    private Standardization standardization() {
        try {
            return new Standardization(mean == null ? 0 : mean, deviation == null ? 1 : deviation);
        } catch (IllegalArgumentException e) {
            throw refused("--mean, --deviation: " + e.getMessage());
        }
    }

    private ResNetConfig withInput(ResNetConfig config) {
        try {
            return config.withInput(bands, frames);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private List<String> classNames(int count) {
        if (classNames == null) {
            return IntStream.range(0, count).mapToObj(Integer::toString).toList();
        }
        if (classNames.size() != count) {
            throw InputException.of(Subject.file(from), "must have an output for each name in --class-names")
                    .expected(classNames.size() + " outputs")
                    .got(count);
        }
        return classNames;
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
