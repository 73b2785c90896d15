package dev.zankyo.cli.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.cli.options.ComputeOptions;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.plot.PictureFile;
import dev.zankyo.plot.PlotStyle;
import dev.zankyo.plot.RecordingPlot;
import dev.zankyo.plot.RecordingReader;
import dev.zankyo.plot.RecordingReader.Network;
import dev.zankyo.plot.RecordingView;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that draws recordings: one picture of all with {@code --out}, otherwise a picture of each. */
@Command(
        customSynopsis = "zankyo plot [OPTIONS] RECORDING...",
        description = {
            "Draws recordings: waveform, spectrogram, a network's input and, with --model, predictions over time.",
            "The darkest color is the recording's own noise, the brightest its peak; 0 dB is a full-scale sine. "
                    + "With --out, one picture shows all recordings; otherwise, each gets its own."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  zankyo plot owl/1.flac owl/2.flac --out owls.svg",
            "  zankyo plot --model zankyo-run/model.safetensors --window 2 forest.wav"
        })
public final class PlotCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RECORDING", arity = "1..*", description = "Sound files to draw.")
    private List<Path> files;

    @Option(names = "--model", paramLabel = "FILE", description = "Model file whose input and predictions to draw.")
    private Path model;

    @Option(
            names = "--window",
            paramLabel = "SECONDS",
            description = "Predict every SECONDS of a recording (default: the whole, or windows if it is much longer "
                    + "than the training clips or the features).")
    private Double window;

    @Option(
            names = "--hop",
            paramLabel = "SECONDS",
            description = "Seconds between the starts of two windows (default: half a window).")
    private Double hop;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Picture of all recordings to write, PNG or SVG by its ending (default: RECORDING.png in this "
                            + "folder, for each).")
    private Path out;

    @Option(names = "--overwrite", description = "Without --out: replace existing pictures.")
    private boolean overwrite;

    @Option(
            names = "--size",
            paramLabel = "W[xH]",
            description = "Width of the picture and height of each recording in pixels (default: 1200, and a height "
                    + "that fits).")
    private String size;

    @Option(names = "--dark", description = "Draw on a dark background.")
    private boolean dark;

    @Mixin
    private ComputeOptions compute;

    @Override
    public void run() {
        requirePositive("--window", window);
        requirePositive("--hop", hop);
        if (window != null && model == null || hop != null && window == null) {
            String lacking = window != null ? "--window: needs --model" : "--hop: needs --window";
            throw new ParameterException(spec.commandLine(), lacking);
        }
        // Draws without a screen, even if there is one.
        System.setProperty("java.awt.headless", "true");
        PlotStyle style = (size == null ? PlotStyle.usual() : PlotStyle.usual().size(size)).dark(dark);
        Map<Path, List<Path>> pictures = pictures();
        if (model == null) {
            draw(pictures, style, Optional.empty());
            return;
        }
        TrainedModel trained = ModelFile.read(model);
        try (Predictor predictor = compute.predictor(trained)) {
            draw(pictures, style, Optional.of(new Network(trained, predictor, optional(window), optional(hop))));
        }
    }

    /** Returns the recordings of each picture. */
    private Map<Path, List<Path>> pictures() {
        if (out != null) {
            return Map.of(out, files);
        }
        Map<Path, List<Path>> pictures = new LinkedHashMap<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            Path picture = Path.of(name.replaceFirst("(?<=.)\\.[^.]*$", "") + ".png");
            if (pictures.put(picture, List.of(file)) != null) {
                throw InputException.of(Subject.file(file), "another recording's picture has the same name")
                        .got(picture)
                        .remedy("draw all in one picture with {pictureFile}, or each with its own");
            }
            if (!overwrite && Files.exists(picture)) {
                throw InputException.of(Subject.file(picture), "a picture exists already")
                        .remedy("replace it with {overwrite}, or choose another name with {pictureFile}");
            }
        }
        return pictures;
    }

    private void draw(Map<Path, List<Path>> pictures, PlotStyle style, Optional<Network> network) {
        PrintWriter err = spec.commandLine().getErr();
        var reader = new RecordingReader(network, RecordingPlot.columns(style), err::println);
        pictures.forEach((picture, recordings) -> {
            var file = new PictureFile(picture);
            List<RecordingView> views = recordings.stream().map(reader::read).toList();
            file.write(new RecordingPlot(views, style));
            err.flush();
            spec.commandLine().getOut().println(picture);
        });
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private void requirePositive(String name, Double value) {
        if (value != null && !(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new ParameterException(spec.commandLine(), name + ": must be a positive number; got " + value);
        }
    }
}
