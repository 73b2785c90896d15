package dev.zankyo.backend.engine;

import dev.zankyo.backend.Weights;
import dev.zankyo.backend.lowering.Instruction.Conv2dForward;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter.Role;
import java.util.List;

/**
 * Batch normalizations folded into the weight and bias of the convolution before them. With s = gamma / sqrt(variance +
 * epsilon), the weights of each filter are multiplied by its s, and the bias b becomes {@code (b - mean) * s + beta}.
 */
final class FoldedWeights {
    private final List<Conv2dForward> convolutions;

    FoldedWeights(List<Conv2dForward> convolutions) {
        this.convolutions = convolutions.stream()
                .filter(convolution -> convolution.folded() != null)
                .toList();
    }

    /**
     * Returns the parameters in canonical layout, with all normalizations folded in. The normalizations' own parameters
     * are unchanged.
     */
    float[] of(Weights weights) {
        float[] parameters = weights.parameters().clone();
        for (Conv2dForward convolution : convolutions) {
            fold(convolution.node(), convolution.folded(), weights, parameters);
        }
        return parameters;
    }

    private static void fold(Node convolution, Node norm, Weights weights, float[] parameters) {
        double epsilon = ((Op.BatchNorm) norm.op()).epsilon();
        int filters = convolution.shape().channels();
        int weight = convolution.parameter(Role.WEIGHT).offset();
        int window = convolution.parameter(Role.WEIGHT).size() / filters;
        int bias = convolution.parameter(Role.BIAS).offset();
        int gamma = norm.parameter(Role.GAMMA).offset();
        int beta = norm.parameter(Role.BETA).offset();
        int mean = norm.parameter(Role.MOVING_MEAN).offset();
        int variance = norm.parameter(Role.MOVING_VARIANCE).offset();
        for (int o = 0; o < filters; o++) {
            double scale = parameters[gamma + o] / Math.sqrt(weights.movingStatistics()[variance + o] + epsilon);
            for (int i = weight + o * window; i < weight + (o + 1) * window; i++) {
                parameters[i] = (float) (parameters[i] * scale);
            }
            double shifted = parameters[bias + o] - (double) weights.movingStatistics()[mean + o];
            parameters[bias + o] = (float) (shifted * scale + parameters[beta + o]);
        }
    }
}
