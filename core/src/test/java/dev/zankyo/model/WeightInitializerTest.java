package dev.zankyo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of {@link WeightInitializer}. Every draw uses the seed {@value #SEED}. */
class WeightInitializerTest {
    private static final long SEED = 20_201_224;

    private final Graph graph = ResNet.graph(ResNetConfig.original(8));
    private final Weights weights = WeightInitializer.initialize(graph, SEED);

    @Test
    void constants_areZeroOrOne() {
        for (Parameter tensor : graph.trainable()) {
            switch (tensor.role()) {
                case BIAS, BETA -> assertAll(tensor, weights.parameters(), 0);
                case GAMMA -> assertAll(tensor, weights.parameters(), 1);
                default -> {}
            }
        }
        for (Parameter tensor : graph.movingStatistics()) {
            float expected = tensor.role() == Parameter.Role.MOVING_MEAN ? 0 : 1;
            assertAll(tensor, weights.movingStatistics(), expected);
        }
    }

    @Test
    void convolutions_areHeNormalTruncatedAtTwo() {
        double worst = 0;
        double outsideOne = 0;
        long count = 0;
        for (Parameter tensor : graph.trainable()) {
            if (tensor.role() != Parameter.Role.WEIGHT || tensor.name().startsWith("head.dense")) {
                continue;
            }
            int fanIn = tensor.shape().get(1)
                    * tensor.shape().get(2)
                    * tensor.shape().get(3);
            double deviation = Math.sqrt(2.0 / fanIn);
            double cut = 2 * deviation / 0.87962566103423978;
            double sum = 0;
            double squares = 0;
            double largest = 0;
            for (int i = tensor.offset(); i < tensor.end(); i++) {
                double value = weights.parameters()[i];
                sum += value;
                squares += value * value;
                largest = Math.max(largest, Math.abs(value));
                outsideOne += Math.abs(value) > cut / 2 ? 1 : 0;
            }
            int n = tensor.size();
            count += n;
            assertTrue(largest <= cut * (1 + 1e-6), tensor.name() + ": " + largest + " beyond " + cut);
            worst = Math.max(worst, largest / cut);
            // Five standard errors of the mean, and of the variance (whose kurtosis is below the normal's 3).
            assertEquals(0, sum / n, 5 * deviation / Math.sqrt(n), tensor.name());
            assertEquals(1, squares / n / (deviation * deviation), 5 * Math.sqrt(2.0 / n), tensor.name());
        }
        assertTrue(worst > 0.999, "draws must reach up to the cut, not a smaller one; got " + worst);
        // P(|z| > 1 given |z| <= 2) = (0.954500 - 0.682689) / 0.954500: the shape, not only the moments.
        double expected = (0.9544997361 - 0.6826894921) / 0.9544997361;
        assertEquals(expected, outsideOne / count, 5 * Math.sqrt(expected * (1 - expected) / count));
    }

    @Test
    void dense_isGlorotUniform() {
        Graph wide = wideDense();
        Weights drawn = WeightInitializer.initialize(wide, SEED);
        double limit = Math.sqrt(6.0 / (400 + 100));
        int n = 40_000;
        float[] values = Arrays.copyOf(drawn.parameters(), n);
        double mean =
                IntStream.range(0, n).mapToDouble(i -> values[i]).average().orElseThrow();
        double square = IntStream.range(0, n)
                .mapToDouble(i -> (double) values[i] * values[i])
                .average()
                .orElseThrow();
        double largest = IntStream.range(0, n)
                .mapToDouble(i -> Math.abs(values[i]))
                .max()
                .orElseThrow();
        double deviation = limit / Math.sqrt(3);
        assertEquals(0, mean, 5 * deviation / Math.sqrt(n));
        assertEquals(1, square / (deviation * deviation), 5 * Math.sqrt(0.8 / n));
        assertTrue(largest <= limit * (1 + 1e-6) && largest > 0.999 * limit, "largest " + largest + " of " + limit);
    }

    @Test
    void draws_areEqualForEqualSeedsOnly() {
        assertArrayEquals(
                weights.parameters(), WeightInitializer.initialize(graph, SEED).parameters());
        assertFalse(Arrays.equals(
                weights.parameters(),
                WeightInitializer.initialize(graph, SEED + 1).parameters()));
    }

    @Test
    void draws_ofTwoTensorsOfOneShape_differ() {
        float[] first = tensor("stage1.block1.conv2.weight");
        float[] second = tensor("stage1.block2.conv2.weight");
        assertEquals(first.length, second.length);
        double product = 0;
        double squares = 0;
        for (int i = 0; i < first.length; i++) {
            product += first[i] * second[i];
            squares += first[i] * first[i];
        }
        assertEquals(0, product / squares, 5 / Math.sqrt(first.length));
    }

    private float[] tensor(String name) {
        Parameter tensor = graph.trainable().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
        return Arrays.copyOfRange(weights.parameters(), tensor.offset(), tensor.end());
    }

    private static Graph wideDense() {
        GraphBuilder builder = new GraphBuilder(new Shape(1, 1, 400));
        return builder.build(builder.dense("dense", builder.input(), 100));
    }

    private static void assertAll(Parameter tensor, float[] vector, float expected) {
        for (int i = tensor.offset(); i < tensor.end(); i++) {
            assertEquals(expected, vector[i], tensor.name());
        }
    }
}
