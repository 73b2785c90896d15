package dev.zankyo.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.ProgressListener;
import dev.zankyo.Training;
import dev.zankyo.TrainingData;
import dev.zankyo.TrainingOptions;
import dev.zankyo.backend.Backends;
import dev.zankyo.backend.Precision;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Standardization;
import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.model.Calibration;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.random.CounterRandom;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The table of calibration in {@code docs/models.md}: 20 small runs on noisy synthetic sounds. It compares the
 * cross-fitted calibration error on the test set with the error on about 1000 fresh rows, both without and with
 * calibration.
 */
@Tag("slow")
class CalibrationTableTest {
    private static final int RUNS = 20;
    private static final int SOUNDS = 8;
    private static final int FRESH_ROWS = 1000;

    /**
     * The data of a run.
     *
     * @param noise standard deviation of the noise, as a multiple of that of the clean rows
     * @param wrongLabels the share of labels that are drawn at random
     */
    private record Data(
            int seed, int classes, int trainingPerClass, int testPerClass, double noise, double wrongLabels) {

        static Data of(int seed) {
            CounterRandom random = CounterRandom.of(seed).fork("data");
            int classes = new int[] {2, 4, 8}[random.below(0, 3)];
            return new Data(
                    seed,
                    classes,
                    new int[] {5, 10, 20, 40}[random.below(1, 4)],
                    new int[] {24, 40, 80}[random.below(2, 3)] / classes,
                    new double[] {0.5, 1, 2}[random.below(3, 3)],
                    new double[] {0, 0.1}[random.below(4, 2)]);
        }

        Dataset training() {
            return noisy(SyntheticDataset.create(seed, trainingPerClass, 1).training(), "training");
        }

        Dataset test() {
            return noisy(SyntheticDataset.create(seed, 1, testPerClass).test(), "test");
        }

        Dataset fresh() {
            return noisy(
                    SyntheticDataset.create(seed + RUNS, 1, FRESH_ROWS / classes)
                            .test(),
                    "fresh");
        }

        /** Returns the rows of the first classes with noise and wrong labels. */
        private Dataset noisy(Dataset clean, String part) {
            CounterRandom random = CounterRandom.of(seed).fork(part);
            int[] chosen = IntStream.range(0, clean.size())
                    .filter(row -> row % SOUNDS < classes)
                    .toArray();
            float[] values = clean.select(chosen).values();
            double deviation = noise * Standardization.of(clean).deviation();
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (deviation * random.fork("noise").gaussian(i));
            }
            int[] labels = new int[chosen.length];
            for (int row = 0; row < labels.length; row++) {
                boolean wrong = random.fork("wrong").uniform(row) < wrongLabels;
                labels[row] = wrong ? random.fork("label").below(row, classes) : chosen[row] % SOUNDS;
            }
            return new Dataset(clean.classes().subList(0, classes), labels, values, clean.bands(), clean.frames());
        }
    }

    @Test
    void calibration_ofSmallRuns_isNeverWorse() {
        System.out.println(
                "| classes | training rows | test rows | noise | wrong labels | test accuracy | temperature"
                        + " | error, cross-fitted | error with the fitted temperature | error of fresh rows | loss of fresh rows |");
        System.out.println("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        int used = 0;
        double fresh = 0;
        for (int seed = 1; seed <= RUNS; seed++) {
            Data data = Data.of(seed);
            Dataset training = data.training();
            Dataset test = data.test();
            TrainingOptions options =
                    TrainingOptions.defaults().seed(seed).epochs(10).width(0.5).threads(2);
            var result =
                    Training.on(TrainingData.rows(training, test)).with(options).run(ProgressListener.NONE);
            Calibration calibration = result.model().calibration().orElseThrow();
            Evaluation ofFresh = evaluation(result.model(), data.fresh());
            Evaluation.Calibrated after = ofFresh.calibrated().orElseThrow();
            double errorBefore = ofFresh.reliability().expectedCalibrationError();
            double errorAfter = after.reliability().expectedCalibrationError();
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %d | %d | %.1f | %.0f %% | %.1f %% | %s | %.1f → %.1f %% | %.1f %% | %.1f → %.1f %% | %.3f → %.3f |%n",
                    data.classes(),
                    training.size(),
                    test.size(),
                    data.noise(),
                    100 * data.wrongLabels(),
                    100 * result.evaluation().accuracy(),
                    calibration.rescales() ? String.format(Locale.ROOT, "%.2f", calibration.temperature()) : "not used",
                    100 * calibration.errorBefore(),
                    100 * calibration.error(),
                    100 * calibration.errorAfter(),
                    100 * errorBefore,
                    100 * errorAfter,
                    ofFresh.loss(),
                    after.loss());
            assertEquals(test.size(), calibration.rows());
            assertTrue(calibration.error() <= calibration.errorBefore(), calibration::toString);
            used += calibration.rescales() ? 1 : 0;
            fresh += errorAfter - errorBefore;
        }
        int temperatures = used;
        assertTrue(used > 0 && used < RUNS, () -> temperatures + " temperatures used");
        assertTrue(fresh < 0, "the mean error of fresh rows must fall");
    }

    private static Evaluation evaluation(TrainedModel model, Dataset rows) {
        try (var predictor = Predictor.of(model, Backends.select("auto").backend(), 2, Precision.FLOAT32)) {
            return predictor.evaluate(rows);
        }
    }
}
