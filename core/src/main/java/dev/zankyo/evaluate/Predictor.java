package dev.zankyo.evaluate;

import dev.zankyo.Prediction;
import dev.zankyo.Prediction.Known;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.Weights;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Standardization;
import dev.zankyo.graph.Graph;
import dev.zankyo.model.Calibration;
import dev.zankyo.model.TrainedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A trained network ready to predict rows. It standardizes rows, runs them in batches through an inference plan, and
 * turns logits into probabilities, calibrated if the model is. It owns the plan and is unusable after {@link #close}.
 *
 * <p>Not safe for several threads: a call from a second thread during another call throws {@link
 * ConcurrentModificationException} instead of computing wrong numbers. Use {@link dev.zankyo.SoundClassifier} for
 * several threads.
 */
public final class Predictor implements AutoCloseable {
    /** The batch size for many rows. */
    public static final int BATCH_SIZE = 16;

    private final Standardization standardization;
    private final InferencePlan plan;
    private final Optional<Calibration> calibration;
    private final int rowSize;
    /**
     * The values per output row: the logits, followed by the features that the last layer reads if the graph outputs
     * them.
     */
    private final int stride;

    private final int classes;
    private final int batchSize;
    private final float[] batchInputs;
    private final float[] batchOutputs;
    private final AtomicBoolean inUse = new AtomicBoolean();

    private Predictor(
            ComputeBackend backend,
            InferenceSpec spec,
            Graph graph,
            Standardization standardization,
            int classes,
            Optional<Calibration> calibration) {
        this.standardization = standardization;
        this.calibration = calibration;
        this.rowSize = graph.input().shape().size();
        this.stride = graph.output().shape().size();
        this.classes = classes;
        this.batchSize = spec.batchSize();
        this.batchInputs = new float[batchSize * rowSize];
        this.batchOutputs = new float[batchSize * stride];
        this.plan = backend.compileInference(graph, spec);
    }

    /** Creates a predictor whose weights must still be {@linkplain #load loaded}. */
    public Predictor(
            ComputeBackend backend, int threads, Precision precision, Graph graph, Standardization standardization) {
        this(
                backend,
                new InferenceSpec(BATCH_SIZE, threads, precision),
                graph,
                standardization,
                graph.output().shape().size(),
                Optional.empty());
    }

    /** Returns a predictor for many rows, which it runs in batches of {@value #BATCH_SIZE}. */
    public static Predictor of(TrainedModel model, ComputeBackend backend, int threads, Precision precision) {
        return of(model, backend, new InferenceSpec(BATCH_SIZE, threads, precision));
    }

    /** Returns a predictor whose plan is compiled according to {@code spec}. */
    public static Predictor of(TrainedModel model, ComputeBackend backend, InferenceSpec spec) {
        if (model.calibration().isPresent()) {
            return of(Readout.of(model), model, backend, spec);
        }
        var predictor = new Predictor(
                backend,
                spec,
                model.graph(),
                model.standardization(),
                model.classes().size(),
                Optional.empty());
        return predictor.loaded(model.weights());
    }

    /**
     * Returns a predictor for many rows that also outputs the model's {@linkplain #embed features}, at almost no
     * cost.
     */
    public static Predictor withFeatures(TrainedModel model, ComputeBackend backend, int threads, Precision precision) {
        return of(Readout.of(model), model, backend, new InferenceSpec(BATCH_SIZE, threads, precision));
    }

    /** Returns a predictor that also outputs the model's features. */
    static Predictor of(Readout readout, TrainedModel model, ComputeBackend backend, InferenceSpec spec) {
        var predictor = new Predictor(
                backend,
                spec,
                readout.graph(),
                model.standardization(),
                model.classes().size(),
                model.calibration());
        return predictor.loaded(readout.weights());
    }

    private Predictor loaded(Weights weights) {
        try {
            load(weights);
            return this;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Copies the weights into the plan. */
    public void load(Weights weights) {
        alone(() -> {
            plan.load(weights);
            return null;
        });
    }

    /** Returns the result of the computation; throws if another thread is using this predictor. */
    private <T> T alone(Supplier<T> computation) {
        if (!inUse.compareAndSet(false, true)) {
            throw new ConcurrentModificationException(
                    "predictor: must be used by one thread at a time; got a second (make one for each thread, or use"
                            + " SoundClassifier)");
        }
        try {
            return computation.get();
        } finally {
            inUse.set(false);
        }
    }

    /** Returns the logits of raw rows: (N, K). */
    public float[] logits(Dataset rows) {
        return alone(() -> outputs(rows, classes));
    }

    /** Returns the complete outputs of raw rows: (N, stride), logits followed by features if the graph outputs them. */
    float[] outputs(Dataset rows) {
        return alone(() -> outputs(rows, stride));
    }

    /**
     * Returns one prediction per raw row, with its features. The rows' classes must be the model's.
     *
     * @throws IllegalStateException if this predictor does not output features (see {@link #withFeatures})
     */
    public Embedding embed(Dataset rows) {
        requireClasses(rows);
        if (stride == classes) {
            throw new IllegalStateException("predictor: must output features (create it by withFeatures)");
        }
        float[] outputs = outputs(rows);
        List<Prediction> predictions = new ArrayList<>();
        float[][] features = new float[rows.size()][];
        for (int row = 0; row < rows.size(); row++) {
            predictions.add(prediction(rows.classes(), outputs, row * stride));
            features[row] = Arrays.copyOfRange(outputs, row * stride + classes, (row + 1) * stride);
        }
        return new Embedding(predictions, features);
    }

    /** Returns the first {@code width} values of each output row: (N, width). */
    private float[] outputs(Dataset rows, int width) {
        requireFit(rows);
        float[] outputs = new float[Math.multiplyExact(rows.size(), width)];
        for (int from = 0; from < rows.size(); from += batchSize) {
            int count = run(rows, from);
            for (int i = 0; i < count; i++) {
                System.arraycopy(batchOutputs, i * stride, outputs, (from + i) * width, width);
            }
        }
        return outputs;
    }

    /**
     * Runs one batch of rows, leaves the outputs in {@link #batchOutputs}, and returns the number of rows. The last
     * batch is padded with zero rows, whose outputs are ignored.
     */
    private int run(Dataset rows, int from) {
        int count = Math.min(batchSize, rows.size() - from);
        for (int i = 0; i < count; i++) {
            rows.copyRow(from + i, batchInputs, i * rowSize);
        }
        standardization.apply(batchInputs, 0, count * rowSize);
        Arrays.fill(batchInputs, count * rowSize, batchInputs.length, 0);
        plan.run(batchInputs, batchOutputs);
        return count;
    }

    private void requireFit(Dataset rows) {
        if (rows.rowSize() != rowSize) {
            throw new IllegalArgumentException(
                    "predictor: rows must fit the network; expected " + rowSize + " values, got " + rows.rowSize());
        }
    }

    private void requireClasses(Dataset rows) {
        if (rows.classes().size() != classes) {
            throw new IllegalArgumentException("predictor: rows must be of the network's classes; expected " + classes
                    + ", got " + rows.classes().size());
        }
    }

    /** Returns one prediction per raw row. The rows' classes must be the model's. */
    public List<Prediction> predict(Dataset rows) {
        requireFit(rows);
        requireClasses(rows);
        return alone(() -> predictions(rows));
    }

    private List<Prediction> predictions(Dataset rows) {
        List<Prediction> predictions = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += batchSize) {
            int count = run(rows, from);
            for (int i = 0; i < count; i++) {
                predictions.add(prediction(rows.classes(), batchOutputs, i * stride));
            }
        }
        return predictions;
    }

    /** Returns the prediction for the row whose output starts at {@code offset}. */
    private Prediction prediction(List<String> names, float[] outputs, int offset) {
        double[] probabilities = Softmax.probabilities(outputs, offset, classes, temperature());
        return new Prediction(names, probabilities, known(outputs, offset));
    }

    private double temperature() {
        return calibration.map(Calibration::temperature).orElse(1f);
    }

    /** Returns whether the row whose output starts at {@code offset} resembles a class. */
    private Known known(float[] outputs, int offset) {
        return calibration
                .map(Calibration::detector)
                .map(trainingRows ->
                        trainingRows.knows(trainingRows.similarity(outputs, offset + classes)) ? Known.YES : Known.NO)
                .orElse(Known.CANNOT_TELL);
    }

    /** Returns the cross-entropy of each raw row at temperature 1, in nats. Every row must have a label. */
    public List<Double> losses(Dataset rows) {
        requireClasses(rows);
        float[] logits = logits(rows);
        return IntStream.range(0, rows.size())
                .mapToObj(row -> Softmax.crossEntropy(logits, row * classes, classes, rows.labels()[row], 1))
                .toList();
    }

    /** Evaluates raw rows against their labels. The rows' classes must be the model's. */
    public Evaluation evaluate(Dataset rows) {
        requireFit(rows);
        requireClasses(rows);
        return alone(() -> evaluation(rows));
    }

    private Evaluation evaluation(Dataset rows) {
        var tally = new Evaluation.Tally(rows, calibration);
        for (int from = 0; from < rows.size(); from += batchSize) {
            int count = run(rows, from);
            for (int i = 0; i < count; i++) {
                tally.add(batchOutputs, i * stride, known(batchOutputs, i * stride) != Known.NO);
            }
        }
        return tally.evaluation();
    }

    /** Returns the bytes held by the plan and the batch buffers, in native memory and on the heap. */
    public long memoryBytes() {
        return plan.memoryBytes() + (long) Float.BYTES * (batchInputs.length + batchOutputs.length);
    }

    /**
     * Returns the index of the largest of the {@code length} values at {@code offset}, relative to {@code offset}; the
     * first one if there are several.
     */
    public static int argMax(float[] values, int offset, int length) {
        int best = 0;
        for (int i = 1; i < length; i++) {
            if (values[offset + i] > values[offset + best]) {
                best = i;
            }
        }
        return best;
    }

    /** Frees the plan. */
    @Override
    public void close() {
        plan.close();
    }
}
