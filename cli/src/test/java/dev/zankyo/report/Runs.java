package dev.zankyo.report;

import dev.zankyo.Prediction;
import dev.zankyo.audio.Recording;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Standardization;
import dev.zankyo.evaluate.Embedding;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.TrainedModel.Provenance;
import dev.zankyo.model.WeightInitializer;
import dev.zankyo.search.Score;
import dev.zankyo.search.SearchSpace;
import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving;
import dev.zankyo.search.SuccessiveHalving.Outcome;
import dev.zankyo.search.Sweep;
import dev.zankyo.train.EpochResult;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.Trace;
import dev.zankyo.train.Trainer;
import dev.zankyo.train.TrainingListener;
import dev.zankyo.train.TrainingResult;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Made-up results of training runs, for tests without training. */
final class Runs {
    /** A name that a hostile file might have. */
    static final String HOSTILE = "</script><script>alert(1)</script><img src=\"http://example.org/x\">&'";

    private Runs() {}

    static TrainingResult of(List<String> classes, int epochs, int rowsPerClass) {
        ResNetConfig config = ResNetConfig.original(classes.size());
        var model = new TrainedModel(
                config,
                classes,
                Standardization.NONE,
                new Provenance("default", 1, "java", "0.1.0", "720 rows of 20 bands x 50 frames"),
                WeightInitializer.initialize(ResNet.graph(config), 1));
        Evaluation evaluation = Evaluation.of(rows(classes, rowsPerClass), logits(classes.size(), rowsPerClass));
        return TrainingResult.builder()
                .model(model)
                .recipe(Recipe.DEFAULT.withEpochs(epochs))
                .seed(1)
                .backend("java")
                .threads(2)
                .precision(Precision.FLOAT32)
                .trainRows(720)
                .history(IntStream.rangeClosed(1, epochs).mapToObj(Runs::epoch).toList())
                .epoch(epochs)
                .evaluation(evaluation)
                .exactEvaluation(evaluation)
                .seconds(83.2)
                .peakMemoryMib(512)
                .trace(new Trace())
                .build();
    }

    /** Returns the report of such a run, with sounds for some of its rows. */
    static Report report(List<String> classes, int epochs, int rowsPerClass, Optional<List<String>> findings) {
        Evidence rows = new Evidence(
                "folder/" + HOSTILE,
                rows(classes, rowsPerClass),
                row -> "folder/" + HOSTILE + row + ".wav",
                row -> sound(row));
        float[] logits = logits(classes.size(), rowsPerClass);
        List<Prediction> predictions = IntStream.range(0, rows.rows().size())
                .mapToObj(row -> new Prediction(
                        classes, probabilities(logits, row * classes.size(), classes.size()), Prediction.Known.YES))
                .toList();
        float[][] features = IntStream.range(0, predictions.size())
                .mapToObj(row -> Arrays.copyOfRange(logits, row * classes.size(), (row + 1) * classes.size()))
                .toArray(float[][]::new);
        var embedding = new Embedding(predictions, features);
        TrainingResult result = of(classes, epochs, rowsPerClass);
        return Report.of(
                result,
                result.evaluation(),
                rows,
                rows,
                RunData.rows("the rows of " + HOSTILE, List.of()),
                predictions,
                findings,
                "java -jar cli.jar train --sounds='" + HOSTILE + "'",
                RecordingMap.of(rows, embedding, rows, embedding));
    }

    /** Returns the report of an invented search: the middle learning rate is the best, the highest diverges. */
    static Report sweep() {
        var halving = new SuccessiveHalving(3, 3, 30);
        var sweep = new Sweep(
                new Trainer(new ReferenceBackend(), 2, TrainingListener.NONE),
                Recipe.DEFAULT,
                ResNetConfig.original(8),
                halving);
        var space = new SearchSpace(List.of(0.0003, 0.001, 0.003, 0.01), List.of(0.5, 1.0), List.of(0.0, 1.0, 1.5));
        Outcome<Setting> outcome =
                halving.search(space.settings(), Comparator.comparing(Setting::width), (setting, epochs) -> {
                    double off = Math.abs(Math.log(setting.learningRate() / 0.003)) / 4;
                    double loss = (1 + off) * (2 - setting.width() / 2) / Math.sqrt(epochs);
                    return setting.learningRate() == 0.01 && setting.width() == 1
                            ? Score.DIVERGED
                            : new Score(
                                    Math.round(144 * Math.exp(-loss / 3)) / 144.0,
                                    Collections.nCopies(144, loss + setting.augmentation() / 50));
                });
        String command = "java -jar cli.jar train --sounds='" + HOSTILE + "' --learning-rate=0.003 --width=1"
                + " --augmentation=0 --epochs=30 --seed=1";
        return Report.of(new Sweep.Result(sweep, outcome, 576, 144), 1, "folder/" + HOSTILE, 1234, command);
    }

    private static double[] probabilities(float[] logits, int from, int classes) {
        double[] powers = IntStream.range(from, from + classes)
                .mapToDouble(i -> Math.exp(logits[i]))
                .toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }

    /** Returns a tone that dies away for every other row; the other rows have no sound. */
    private static Optional<Recording> sound(int row) {
        float[] samples = new float[8000];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) (Math.sin(n * (0.1 + 0.01 * row)) * Math.exp(-n / 2000.0));
        }
        return row % 2 == 0 ? Optional.of(new Recording(8000, 1, samples)) : Optional.empty();
    }

    private static EpochResult epoch(int epoch) {
        double left = Math.exp(-epoch / 5.0);
        return new EpochResult(
                epoch, 0.003f * (float) left, 0.5 + 1.5 * left, 1 - 0.6 * left, 0.1 + left, 1 - 0.5 * left, 3.1, 0.1);
    }

    static Dataset rows(List<String> classes, int rowsPerClass) {
        var random = new Random(1);
        float[] values = new float[classes.size() * rowsPerClass * 1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.sin(i / 90.0) + 0.3 * random.nextGaussian());
        }
        int[] labels = IntStream.range(0, classes.size() * rowsPerClass)
                .map(row -> row % classes.size())
                .toArray();
        return new Dataset(classes, labels, values, 20, 50);
    }

    /** Returns logits that mostly predict the right class: (rows, classes). */
    static float[] logits(int classes, int rowsPerClass) {
        var random = new Random(2);
        float[] logits = new float[classes * rowsPerClass * classes];
        for (int row = 0; row < classes * rowsPerClass; row++) {
            for (int c = 0; c < classes; c++) {
                logits[row * classes + c] = (float) random.nextGaussian() + (c == row % classes ? 2 : 0);
            }
        }
        return logits;
    }
}
