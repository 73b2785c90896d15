package dev.zankyo.report;

import dev.zankyo.Build;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.LogMelSpec.Fit;
import dev.zankyo.data.Dataset;
import dev.zankyo.evaluate.ConfusionMatrix;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.train.TrainingResult;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A model card: what somebody who is given a model should know before using it. It is a section of the page and a
 * Markdown file beside the model, with the same content. It names no folder of the machine that trained the model.
 * Immutable.
 */
public final class ModelCard {
    /** The most classes whose recall is listed. */
    private static final int MOST_CLASSES = 50;

    private final String title;
    private final List<Part> parts;

    /**
     * A part of the card. It has a heading and paragraphs, perhaps followed by a table or by code.
     *
     * @param table rows of cells, the first of which is the head; empty without a table
     * @param code the examples, in the order of the paragraphs that introduce them
     */
    record Part(String title, List<String> paragraphs, List<List<String>> table, List<Code> code) {
        static Part of(String title, List<String> paragraphs) {
            return new Part(title, paragraphs, List.of(), List.of());
        }

        /** Returns whether there is a table. */
        boolean tabular() {
            return !table.isEmpty();
        }

        List<String> head() {
            return table.isEmpty() ? List.of() : table.getFirst();
        }

        List<List<String>> rows() {
            return table.isEmpty() ? List.of() : table.subList(1, table.size());
        }
    }

    /**
     * An example of code.
     *
     * @param language the word after the fence in Markdown
     */
    record Code(String language, String text) {}

    record View(List<Part> parts) {}

    private ModelCard(String title, List<Part> parts) {
        this.title = title;
        this.parts = List.copyOf(parts);
    }

    /**
     * Returns the card of a trained model.
     *
     * @param evaluation the evaluation of the test set, with calibrated figures if the model is calibrated
     * @param training the training set
     * @param test the test set
     * @param data what else is known about both sets
     */
    public static ModelCard of(
            TrainingResult result, Evaluation evaluation, Dataset training, Dataset test, RunData data) {
        TrainedModel model = result.model();
        return new ModelCard(
                "Sound classifier: " + some(model.classes(), 5),
                List.of(
                        Part.of("Intended use", use(model, data)),
                        Part.of("Data", data(training, test, data)),
                        new Part(
                                "Metrics",
                                List.of(
                                        "Measured on the test set. The value for a much larger test set of the same"
                                                + " kind is probably within the 95 % interval.",
                                        "Calibrated probabilities? " + Calibrations.answer(evaluation, true)),
                                metrics(evaluation, data),
                                List.of()),
                        Part.of("Limits", limits(model, data)),
                        new Part("How to use it", loading(model), List.of(), code(model)),
                        Part.of("Training", training(result)),
                        Part.of("License", List.of(model.about().license().orElse("Not stated.")))));
    }

    private static List<String> use(TrainedModel model, RunData data) {
        List<String> lines = new ArrayList<>();
        model.about().description().ifPresent(lines::add);
        lines.add("The model gives each " + data.unit() + " a probability for each of "
                + Words.count(model.classes().size(), "class", "classes") + ": " + some(model.classes(), MOST_CLASSES)
                + ".");
        lines.add(
                "Use it for sounds that resemble its training data: the same kinds of sound, recorded in a similar way."
                        + " Each " + data.unit() + " gets one class, even if it holds several sounds.");
        return lines;
    }

    private static List<String> data(Dataset training, Dataset test, RunData data) {
        return List.of(
                "Training set: " + data.summary(training.size(), data.trainingSeconds()) + ".",
                "Test set: " + data.summary(test.size(), data.testSeconds()) + ".",
                "Held out for the test: " + data.heldOut() + ".");
    }

    private static List<List<String>> metrics(Evaluation evaluation, RunData data) {
        ConfusionMatrix confusion = evaluation.confusion();
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("metric", "value", "95 % interval", data.unit() + "s"));
        table.add(proportion("accuracy", confusion.correct(), confusion.total()));
        table.add(List.of("macro F1", Words.decimals(confusion.macroF1()), "", Words.count(confusion.total())));
        table.add(List.of("cross-entropy", Words.decimals(evaluation.loss()), "", Words.count(confusion.total())));
        IntStream.range(0, Math.min(MOST_CLASSES, confusion.classes()))
                .filter(c -> confusion.actual(c) > 0)
                .forEach(c -> table.add(proportion(
                        "recall of " + evaluation.classes().get(c), confusion.count(c, c), confusion.actual(c))));
        return table;
    }

    private static List<String> proportion(String name, int successes, int trials) {
        return List.of(
                name,
                Words.rounded((double) successes / trials),
                Words.interval(successes, trials),
                Words.count(successes) + " of " + Words.count(trials));
    }

    private static List<String> limits(TrainedModel model, RunData data) {
        List<String> lines = new ArrayList<>();
        model.frontEnd().ifPresent(frontEnd -> lines.addAll(heard(frontEnd)));
        model.trainingData()
                .flatMap(known -> known.clips())
                .ifPresent(clips -> lines.add(String.format(
                        Locale.ROOT,
                        "Lengths: half of the training clips last at most %.2f s, and 95 %% at most %.2f s. A much"
                                + " longer recording is divided into windows of %.2f s, whose probabilities are"
                                + " averaged.",
                        clips.median(),
                        clips.percentile95(),
                        clips.median())));
        lines.add("Unknown sounds are " + CalibrationWords.unknownSounds(model.calibration()) + ".");
        lines.add("Other microphones, places or speakers: the accuracy may be lower than that of the test set.");
        data.findings().forEach(finding -> lines.add("Found in the data: " + finding.text() + "."));
        return lines;
    }

    private static List<String> heard(LogMelSpec frontEnd) {
        String band = String.format(
                Locale.ROOT,
                "Frequencies: the model uses %.0f to %.0f Hz. Recordings of any sample rate are accepted, but one"
                        + " below %d Hz lacks a part of this band.",
                frontEnd.fMin(),
                frontEnd.fMax(),
                (int) Math.ceil(2 * frontEnd.fMax()));
        return frontEnd.fit() == Fit.WHOLE
                ? List.of(band)
                : List.of(
                        band,
                        String.format(
                                Locale.ROOT,
                                "Time: of a longer recording, only the loudest %.2f s are used.",
                                frontEnd.seconds()));
    }

    private static List<String> loading(TrainedModel model) {
        return List.of("On the command line, or in Java with the libraries dev.zankyo:zankyo-core and"
                + " dev.zankyo:zankyo-native-backend, version "
                + model.provenance().version()
                + " or later. Both need Java 22 or later.");
    }

    private static List<Code> code(TrainedModel model) {
        boolean recordings = model.frontEnd().isPresent();
        String command = recordings
                ? "java -jar cli.jar predict --model model.safetensors recording.wav"
                : "java -jar cli.jar predict --model model.safetensors rows.csv";
        String imports = "import dev.zankyo.SoundClassifier;\nimport java.nio.file.Path;\n\n";
        String opening = "try (var classifier = SoundClassifier.load(Path.of(\"model.safetensors\"))) {\n";
        String use = recordings
                ? "    System.out.println(classifier.predict(Path.of(\"recording.wav\")));\n}"
                : "    float[] row = new float["
                        + model.config().bands() * model.config().frames() + "]; // "
                        + model.config().bands() + " bands of " + model.config().frames() + " frames\n"
                        + "    System.out.println(classifier.predictSpectrogram(row));\n}";
        return List.of(new Code("sh", command), new Code("java", imports + opening + use));
    }

    private static List<String> training(TrainingResult result) {
        return List.of("A residual network of "
                + Words.count(result.model().graph().trainableSize(), "trainable parameter", "trainable parameters")
                + ", trained for " + Words.count(result.history().size(), "epoch", "epochs")
                + " with the recipe " + result.recipe().name() + " and seed " + result.seed() + ", on "
                + Facts.now() + ", by Zankyo " + Build.version() + ".");
    }

    private static String some(List<String> names, int most) {
        return names.size() <= most
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, most)) + " and " + Words.count(names.size() - most) + " more";
    }

    /** Returns the section of the page. */
    Section section() {
        return Section.of("Model card", Templates.render("model-card", new View(parts)));
    }

    /** Returns the card in Markdown (CommonMark with tables). Text from files is escaped. */
    String markdown() {
        StringBuilder text =
                new StringBuilder("# ").append(Markdown.escaped(title)).append('\n');
        for (Part part : parts) {
            text.append("\n## ").append(part.title()).append('\n');
            part.paragraphs()
                    .forEach(line ->
                            text.append('\n').append(Markdown.escaped(line)).append('\n'));
            if (part.tabular()) {
                text.append('\n').append(Markdown.table(part.table()));
            }
            part.code().forEach(code -> text.append("\n```")
                    .append(code.language())
                    .append('\n')
                    .append(code.text())
                    .append("\n```\n"));
        }
        return text.toString();
    }

    /**
     * Writes the card in Markdown, replacing a file of that name.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(Path file) {
        AtomicFile.write(file, out -> out.write(markdown().getBytes(StandardCharsets.UTF_8)));
    }
}
