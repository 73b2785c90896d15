package dev.zankyo.golden;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Parameter;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of ten training steps of the original network, computed once by PyTorch in float64
 * ({@code make_golden.py}, next to the numbers). Initial weights and batches are formulas, repeated here from
 * {@code golden_network.py}.
 *
 * @param batch batch size
 * @param learningRate learning rate of every step
 * @param losses losses of the ten steps, each before its update
 * @param logits training logits of step 0, one row per sample
 * @param evaluationLogitsStep0 logits of the initial weights with the moving statistics after step 0, on the batch of
 *     step 0
 * @param tensors gradients of step 0, in canonical order
 * @param movingStatistics moving statistics after step 0, in canonical order
 */
record GoldenResNet(
        int batch,
        double learningRate,
        double[] losses,
        double[][] logits,
        double[][] evaluationLogitsStep0,
        List<Gradient> tensors,
        List<Statistic> movingStatistics) {
    static final int CLASSES = 8;
    private static final String RESOURCE = "/dev/zankyo/golden/resnet_golden.json";
    private static final double SMOOTHING = 0.1;

    /**
     * The figures of one gradient.
     *
     * @param redundant whether the true gradient is zero and the figures are rounding noise
     * @param initialFirst the first four elements of the parameter
     * @param gradientL2 Euclidean length
     * @param gradientSum sum of the elements
     * @param gradientProjection inner product with {@link #r}(2000 + the tensor's number)
     * @param gradientFirst the first eight elements
     */
    record Gradient(
            String name,
            List<Integer> shape,
            boolean redundant,
            double[] initialFirst,
            double gradientL2,
            double gradientSum,
            double gradientProjection,
            double[] gradientFirst) {}

    /** The figures of one moving statistic: its Euclidean length and its first four elements. */
    record Statistic(String name, List<Integer> shape, double l2, double[] first) {}

    static GoldenResNet read() {
        JsonMapper mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try (InputStream in = GoldenResNet.class.getResourceAsStream(RESOURCE)) {
            return mapper.readValue(in, GoldenResNet.class);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    static Graph graph() {
        return ResNet.graph(ResNetConfig.original(CLASSES));
    }

    /** Returns the state before step 0. */
    static TrainingState initialState(Graph graph) {
        Weights weights = Weights.zeros(graph);
        List<Parameter> trainable = graph.trainable();
        for (int k = 0; k < trainable.size(); k++) {
            Parameter p = trainable.get(k);
            for (int j = 0; j < p.size(); j++) {
                weights.parameters()[p.offset() + j] = initial(p, r(k, j));
            }
        }
        for (Parameter p : graph.movingStatistics()) {
            boolean variance = p.role() == Parameter.Role.MOVING_VARIANCE;
            Arrays.fill(weights.movingStatistics(), p.offset(), p.end(), variance ? 1 : 0);
        }
        return TrainingState.initial(weights);
    }

    private static float initial(Parameter p, float r) {
        return switch (p.role()) {
            case WEIGHT -> {
                boolean dense = p.shape().size() == 2;
                yield (float) Math.sqrt(6.0 / (dense ? p.fanIn() + p.fanOut() : p.fanIn())) * r;
            }
            case GAMMA -> 1 + 0.1f * r;
            case BIAS, BETA -> 0.1f * r;
            case MOVING_MEAN, MOVING_VARIANCE -> throw new IllegalArgumentException(p.name());
        };
    }

    /** Returns the batch of a step: (N, H, W, 1). In step 0 no ReLU reads a value closer to zero than 5e-6. */
    float[] inputs(int step) {
        float[] inputs = new float[batch * 1000];
        for (int j = 0; j < inputs.length; j++) {
            inputs[j] = 2 * r(2270 + step, j);
        }
        return inputs;
    }

    /** Returns smoothed labels in float64; float32 would be too coarse for comparisons with float64. */
    double[] targets(int step) {
        double[] targets = new double[batch * CLASSES];
        for (int n = 0; n < batch; n++) {
            for (int k = 0; k < CLASSES; k++) {
                double label = (3 * n + step) % CLASSES == k ? 1 - SMOOTHING : 0;
                targets[n * CLASSES + k] = label + SMOOTHING / CLASSES;
            }
        }
        return targets;
    }

    /** Returns a number in [-1, 1), exactly: the upper bits of SplitMix64 at 2^32 k + j. */
    static float r(long k, long j) {
        long z = (k << 32) + j + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (float) (2 * ((z >>> 40) * 0x1p-24) - 1);
    }
}
