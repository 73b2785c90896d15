package dev.zankyo.evaluate;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.Weights;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Standardization;
import dev.zankyo.graph.Graph;
import dev.zankyo.model.TrainedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network ready for rows: standardises them, runs them in batches through an inference plan, which it owns, and turns
 * logits into probabilities. One thread at a time; unusable after {@link #close}.
 */
public final class Predictor implements AutoCloseable {
    private static final int BATCH_SIZE = 16;

    private final Standardization standardization;
    private final InferencePlan plan;
    private final int rowSize;
    private final int classes;
    private final float[] batchInputs;
    private final float[] batchLogits;

    /** A predictor whose weights are still to be {@linkplain #load loaded}. */
    public Predictor(
            ComputeBackend backend, int threads, Precision precision, Graph graph, Standardization standardization) {
        this.standardization = standardization;
        this.rowSize = graph.input().shape().size();
        this.classes = graph.output().shape().size();
        this.batchInputs = new float[BATCH_SIZE * rowSize];
        this.batchLogits = new float[BATCH_SIZE * classes];
        this.plan = backend.compileInference(graph, new InferenceSpec(BATCH_SIZE, threads, precision));
    }

    /** A predictor of a trained model. */
    public static Predictor of(TrainedModel model, ComputeBackend backend, int threads, Precision precision) {
        var predictor = new Predictor(backend, threads, precision, model.graph(), model.standardization());
        try {
            predictor.load(model.weights());
        } catch (RuntimeException | Error e) {
            predictor.close();
            throw e;
        }
        return predictor;
    }

    /** Copies weights in. */
    public void load(Weights weights) {
        plan.load(weights);
    }

    /** The logits of raw rows, N x K. The last batch is filled up with zeros, whose outputs are dropped. */
    public float[] logits(Dataset rows) {
        requireFit(rows);
        float[] logits = new float[Math.multiplyExact(rows.size(), classes)];
        for (int from = 0; from < rows.size(); from += BATCH_SIZE) {
            int count = run(rows, from);
            System.arraycopy(batchLogits, 0, logits, from * classes, count * classes);
        }
        return logits;
    }

    /** Leaves in {@link #batchLogits} what the network makes of a batch of rows, and returns how many there were. */
    private int run(Dataset rows, int from) {
        int count = Math.min(BATCH_SIZE, rows.size() - from);
        for (int i = 0; i < count; i++) {
            rows.copyRow(from + i, batchInputs, i * rowSize);
        }
        standardization.apply(batchInputs, 0, count * rowSize);
        Arrays.fill(batchInputs, count * rowSize, batchInputs.length, 0);
        plan.run(batchInputs, batchLogits);
        return count;
    }

    private void requireFit(Dataset rows) {
        if (rows.rowSize() != rowSize) {
            throw new IllegalArgumentException(
                    "predictor: rows must fit the network; expected " + rowSize + " values, got " + rows.rowSize());
        }
    }

    /** The probabilities of raw rows: one array of K for each, in double, summing to 1. */
    public double[][] probabilities(Dataset rows) {
        float[] logits = logits(rows);
        return IntStream.range(0, rows.size())
                .mapToObj(row -> Softmax.probabilities(logits, row * classes, classes))
                .toArray(double[][]::new);
    }

    /** Compares what the network makes of raw rows with their labels, which index the model's classes. */
    public Evaluation evaluate(Dataset rows) {
        requireFit(rows);
        if (rows.classes().size() != classes) {
            throw new IllegalArgumentException("predictor: rows must be of the network's classes; expected " + classes
                    + ", got " + rows.classes().size());
        }
        var tally = new Evaluation.Tally(rows);
        for (int from = 0; from < rows.size(); from += BATCH_SIZE) {
            int count = run(rows, from);
            for (int i = 0; i < count; i++) {
                tally.add(batchLogits, i * classes);
            }
        }
        return tally.evaluation();
    }

    /** The {@code k} most probable classes, or all if there are fewer, best first; equals in the order of classes. */
    public static List<Prediction> top(double[] probabilities, List<String> classes, int k) {
        List<Prediction> all = new ArrayList<>();
        for (int c = 0; c < probabilities.length; c++) {
            all.add(new Prediction(classes.get(c), probabilities[c]));
        }
        all.sort(Comparator.comparingDouble(Prediction::probability).reversed());
        return List.copyOf(all.subList(0, Math.min(k, all.size())));
    }

    /** The index, within a row of {@code length} values from {@code offset}, of the largest; the first of equals. */
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
