package dev.zankyo.evaluate;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Precision;
import dev.zankyo.data.Dataset;
import dev.zankyo.model.Calibration;
import dev.zankyo.model.Calibration.Source;
import dev.zankyo.model.OutOfDistributionDetector;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * A calibrator that fits a trained network's {@link Calibration}. It fits the temperature and the out-of-distribution
 * threshold on held-out rows, and the prototypes on training rows.
 *
 * <p>The held-out rows are the validation rows if there are enough of them, otherwise the test set. Neither the
 * temperature nor the threshold changes which class is most probable. So the accuracy on the test set is still that of
 * unseen rows. The temperature is used only if it helps rows that it was not fitted on ({@link TemperatureFit}). If
 * early stopping chose the weights by the held-out rows, the network is slightly better on them than on new rows. The
 * temperature is then slightly too low.
 *
 * <p>The training rows would be no substitute: the network is surer of them than of new rows, and their features lie
 * closer to the prototypes. A network without held-out rows is therefore not calibrated.
 */
public final class Calibrator {
    /** The minimum number of held-out rows for a calibration; with fewer, it would be too uncertain. */
    public static final int FEWEST_ROWS = 20;

    /** The fraction of held-out rows that are classified as out of distribution, by definition of the threshold. */
    static final double OUT_OF_DISTRIBUTION_SHARE = 0.01;

    /** The maximum number of rows used from each set; more would not be worth the time. */
    private static final int MOST_ROWS = 4096;

    private static final CounterRandom RANDOM = CounterRandom.of(0).fork("calibration");

    private Calibrator() {}

    /**
     * Returns the calibration of a network. It is empty if there are fewer than {@link #FEWEST_ROWS} validation rows
     * and fewer than {@link #FEWEST_ROWS} test rows, or if the network's outputs are not finite.
     *
     * @param model the model; an existing calibration is ignored
     * @param trainingRows labeled training rows, without augmentation
     * @param validationRows labeled validation rows, if there are any
     * @param testRows labeled test rows
     */
    public static Optional<Calibration> calibrate(
            TrainedModel model,
            ComputeBackend backend,
            int threads,
            Precision precision,
            Dataset trainingRows,
            Optional<Dataset> validationRows,
            Dataset testRows) {
        Optional<Dataset> validation = validationRows.filter(rows -> rows.size() >= FEWEST_ROWS);
        Source source = validation.isPresent() ? Source.VALIDATION : Source.TEST;
        Dataset heldOut = validation.orElse(testRows);
        if (heldOut.size() < FEWEST_ROWS) {
            return Optional.empty();
        }
        int classes = model.classes().size();
        Readout readout = Readout.of(model);
        Dataset known = sample(trainingRows);
        Dataset unseen = sample(heldOut);
        float[] knownOutputs;
        float[] unseenOutputs;
        try (var predictor =
                Predictor.of(readout, model, backend, new InferenceSpec(Predictor.BATCH_SIZE, threads, precision))) {
            knownOutputs = predictor.outputs(known);
            unseenOutputs = predictor.outputs(unseen);
        }
        if (!finite(knownOutputs) || !finite(unseenOutputs)) {
            return Optional.empty();
        }
        int stride = classes + readout.features();
        float[] prototypes = Prototypes.of(knownOutputs, stride, classes, known.labels());
        var everything = new OutOfDistributionDetector(-1, readout.features(), prototypes);
        float[] similarities = new float[unseen.size()];
        float[] logits = new float[unseen.size() * classes];
        for (int row = 0; row < unseen.size(); row++) {
            similarities[row] = everything.similarity(unseenOutputs, row * stride + classes);
            System.arraycopy(unseenOutputs, row * stride, logits, row * classes, classes);
        }
        var detector = new OutOfDistributionDetector(threshold(similarities), readout.features(), prototypes);
        return Optional.of(calibration(logits, unseen.labels(), classes, source, detector));
    }

    /** Returns at most {@link #MOST_ROWS} rows, drawn with a fixed seed. */
    private static Dataset sample(Dataset rows) {
        int[] order = RANDOM.permutation(rows.size());
        return rows.select(Arrays.copyOf(order, Math.min(order.length, MOST_ROWS)));
    }

    private static boolean finite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the threshold: a share of {@link #OUT_OF_DISTRIBUTION_SHARE} of the similarities lies below it. With
     * fewer than 100 similarities, it is the smallest one.
     */
    static float threshold(float[] similarities) {
        float[] sorted = similarities.clone();
        Arrays.sort(sorted);
        return sorted[(int) (OUT_OF_DISTRIBUTION_SHARE * sorted.length)];
    }

    /**
     * Fits the temperature and returns the calibration. Its temperature is 1 if the fitted one does not help.
     *
     * @param logits (N, K)
     * @param labels (N)
     */
    static Calibration calibration(
            float[] logits, int[] labels, int classes, Source source, OutOfDistributionDetector detector) {
        TemperatureFit fit = TemperatureFit.of(logits, labels, classes, RANDOM);
        return new Calibration(
                fit.helps() ? (float) fit.temperature() : 1,
                source,
                labels.length,
                (float) fit.errorBefore(),
                (float) fit.errorAfter(),
                detector);
    }
}
