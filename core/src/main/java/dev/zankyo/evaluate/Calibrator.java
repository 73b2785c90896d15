package dev.zankyo.evaluate;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Precision;
import dev.zankyo.data.Dataset;
import dev.zankyo.model.Calibration;
import dev.zankyo.model.Familiarity;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds a trained network's {@link Calibration}: the temperature and the threshold of familiarity on rows that it did not
 * learn from, the prototypes on rows that it did.
 *
 * <p>The held-out rows are those that the network is tested on. That is honest as far as neither
 * of the two numbers can change which class is the most probable, so accuracy stays that of unseen rows; and the calibration
 * error after scaling is cross-fitted, each half of the rows at the temperature of the other. Where weights were chosen by
 * these rows, as by early stopping, the network is a little better on them than on others, and the temperature a little low.
 */
public final class Calibrator {
    /** Of fewer rows one would learn nothing. */
    static final int FEWEST_ROWS = 20;

    /** The share of held-out rows that are unlike anything learnt, by definition. */
    static final double UNFAMILIAR_SHARE = 0.01;

    /** Of either part; what more rows would add is not worth the time. */
    private static final int MOST_ROWS = 4096;

    private static final CounterRandom RANDOM = CounterRandom.of(0).fork("calibration");

    private Calibrator() {}

    /**
     * The calibration of a network, or none where there are fewer than {@link #FEWEST_ROWS} rows to find it on, or its outputs
     * overflow.
     *
     * @param model whose own calibration, if any, is not looked at
     * @param learnt labelled rows that the network learnt from, without augmentation
     * @param heldOut labelled rows that it did not learn from
     */
    public static Optional<Calibration> calibrate(
            TrainedModel model,
            ComputeBackend backend,
            int threads,
            Precision precision,
            Dataset learnt,
            Dataset heldOut) {
        if (heldOut.size() < FEWEST_ROWS) {
            return Optional.empty();
        }
        int classes = model.classes().size();
        Readout readout = Readout.of(model);
        Dataset known = sample(learnt);
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
        var everything = new Familiarity(-1, readout.features(), prototypes);
        float[] similarities = new float[unseen.size()];
        float[] logits = new float[unseen.size() * classes];
        for (int row = 0; row < unseen.size(); row++) {
            similarities[row] = everything.similarity(unseenOutputs, row * stride + classes);
            System.arraycopy(unseenOutputs, row * stride, logits, row * classes, classes);
        }
        var familiarity = new Familiarity(threshold(similarities), readout.features(), prototypes);
        return Optional.of(calibration(logits, unseen.labels(), classes, familiarity));
    }

    /** As many rows as are worth it, chosen by chance but always the same. */
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

    /** The value that {@link #UNFAMILIAR_SHARE} of the rows fall short of; of fewer than a hundred rows the smallest. */
    static float threshold(float[] similarities) {
        float[] sorted = similarities.clone();
        Arrays.sort(sorted);
        return sorted[(int) (UNFAMILIAR_SHARE * sorted.length)];
    }

    /** Temperature and errors of logits, N x K. */
    static Calibration calibration(float[] logits, int[] labels, int classes, Familiarity familiarity) {
        int[] order = RANDOM.permutation(labels.length);
        int[] one = Arrays.copyOf(order, order.length / 2);
        int[] other = Arrays.copyOfRange(order, order.length / 2, order.length);
        var before = new Reliability.Tally();
        var after = new Reliability.Tally();
        tally(before, logits, labels, classes, order, 1);
        tally(after, logits, labels, classes, one, Temperature.fit(logits, labels, other, classes));
        tally(after, logits, labels, classes, other, Temperature.fit(logits, labels, one, classes));
        int[] all = IntStream.range(0, labels.length).toArray();
        return new Calibration(
                (float) Temperature.fit(logits, labels, all, classes),
                labels.length,
                (float) before.reliability().expectedCalibrationError(),
                (float) after.reliability().expectedCalibrationError(),
                familiarity);
    }

    private static void tally(
            Reliability.Tally tally, float[] logits, int[] labels, int classes, int[] rows, double temperature) {
        for (int row : rows) {
            double confidence = Softmax.confidence(logits, row * classes, classes, temperature);
            tally.add(confidence, Predictor.argMax(logits, row * classes, classes) == labels[row]);
        }
    }
}
