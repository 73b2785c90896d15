package dev.zankyo.model;

import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;

/**
 * An initializer that draws weights as Keras does: {@code he_normal} for convolutions (He et al. 2015, "Delving deep
 * into rectifiers"), {@code glorot_uniform} for dense layers (Glorot and Bengio 2010), zeros for biases, betas and
 * moving means, ones for gammas and moving variances.
 *
 * <p>Each tensor has its own random stream, derived from the seed and the tensor's name.
 */
public final class WeightInitializer {
    /**
     * The standard deviation of the standard normal distribution truncated at 2. A draw from it, multiplied by sigma
     * and divided by this number, has deviation sigma.
     */
    private static final double TRUNCATED_DEVIATION = 0.87962566103423978;

    private WeightInitializer() {}

    /** Returns the initial weights of a graph. Equal seeds give equal bits. */
    public static Weights initialize(Graph graph, long seed) {
        CounterRandom random = CounterRandom.of(seed).fork("weights");
        Weights weights = Weights.zeros(graph);
        for (Node node : graph.nodes()) {
            for (Parameter tensor : node.parameters()) {
                float[] vector = tensor.role().trainable() ? weights.parameters() : weights.movingStatistics();
                switch (tensor.role()) {
                    case WEIGHT -> drawWeight(node.op(), tensor, random.fork(tensor.name()), vector);
                    case GAMMA, MOVING_VARIANCE -> Arrays.fill(vector, tensor.offset(), tensor.end(), 1);
                    case BIAS, BETA, MOVING_MEAN -> {} // already zero
                }
            }
        }
        return weights;
    }

    private static void drawWeight(Op op, Parameter tensor, CounterRandom random, float[] vector) {
        if (op instanceof Op.Dense) {
            glorotUniform(tensor, random, vector);
        } else {
            heNormal(tensor, random, vector);
        }
    }

    /**
     * Draws from a normal truncated at two deviations of the untruncated one; the result has deviation sqrt(2 / fanIn).
     */
    private static void heNormal(Parameter tensor, CounterRandom random, float[] vector) {
        double deviation = Math.sqrt(2.0 / tensor.fanIn()) / TRUNCATED_DEVIATION;
        long draw = 0;
        int end = tensor.end();
        for (int i = tensor.offset(); i < end; i++) {
            double z;
            do {
                z = random.gaussian(draw++);
            } while (Math.abs(z) > 2);
            vector[i] = (float) (deviation * z);
        }
    }

    /** Draws from the uniform distribution in +-sqrt(6 / (fanIn + fanOut)). */
    private static void glorotUniform(Parameter tensor, CounterRandom random, float[] vector) {
        double limit = Math.sqrt(6.0 / (tensor.fanIn() + tensor.fanOut()));
        int end = tensor.end();
        for (int i = tensor.offset(); i < end; i++) {
            vector[i] = (float) random.uniform(i - tensor.offset(), -limit, limit);
        }
    }
}
