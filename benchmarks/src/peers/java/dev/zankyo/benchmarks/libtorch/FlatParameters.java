package dev.zankyo.benchmarks.libtorch;

import static org.bytedeco.pytorch.global.torch.zeros;

import dev.zankyo.backend.Adam;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Parameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * The network's parameters as views of one flat tensor, and their gradients as views of another, both in canonical
 * order. Convolution weights have the shape (O, I, KH, KW) and are stored channels-last, as (O, KH, KW, I). One Adam
 * update covers all parameters.
 */
@SuppressWarnings("try") // guards act until their scope ends; nothing refers to them
final class FlatParameters {
    private final Tensor values;
    private final Tensor gradients;
    private final Tensor firstMoment;
    private final Tensor secondMoment;
    private final Tensor movingStatistics;
    private final Map<Parameter, Tensor> copiesPerEpoch = new HashMap<>();
    private long step;

    FlatParameters(Graph graph, Weights weights) {
        values = zeros(graph.trainableSize());
        gradients = zeros(graph.trainableSize());
        firstMoment = zeros(graph.trainableSize());
        secondMoment = zeros(graph.trainableSize());
        movingStatistics = zeros(graph.movingStatisticsSize());
        try (NoGradGuard guard = new NoGradGuard()) {
            for (Parameter parameter : graph.trainable()) {
                Tensor view = view(values, parameter);
                view.copy_(tensor(weights.parameters(), parameter));
                view.requires_grad_(true);
                view.mutable_grad().put(view(gradients, parameter));
                copiesPerEpoch.put(parameter, view);
            }
            for (Parameter parameter : graph.movingStatistics()) {
                Tensor view = view(movingStatistics, parameter);
                view.copy_(tensor(weights.movingStatistics(), parameter));
                copiesPerEpoch.put(parameter, view);
            }
        }
    }

    private static Tensor view(Tensor flat, Parameter parameter) {
        List<Integer> shape = parameter.shape();
        long[] strides =
                switch (shape.size()) {
                    case 4 -> {
                        long inputs = shape.get(1);
                        long width = shape.get(3);
                        yield new long[] {inputs * shape.get(2) * width, 1, inputs * width, inputs};
                    }
                    case 2 -> new long[] {shape.get(1), 1};
                    default -> new long[] {1};
                };
        return flat.as_strided(sizes(parameter), strides, new LongOptional(parameter.offset()))
                .detach();
    }

    static Tensor tensor(float[] vector, Parameter parameter) {
        return Tensor.create(Arrays.copyOfRange(vector, parameter.offset(), parameter.end()), sizes(parameter));
    }

    private static long[] sizes(Parameter parameter) {
        return parameter.shape().stream().mapToLong(Integer::longValue).toArray();
    }

    Tensor get(Node node, Parameter.Role role) {
        return copiesPerEpoch.get(node.parameter(role));
    }

    TensorOptional optional(Node node, Parameter.Role role) {
        return new TensorOptional(get(node, role));
    }

    /**
     * Updates the flat vector by Adam as in Keras, then sets the gradients to zero, because the next step adds to them.
     */
    void update(Adam adam, double learningRate) {
        step++;
        try (NoGradGuard guard = new NoGradGuard()) {
            firstMoment.lerp_(gradients, new Scalar(1 - adam.beta1()));
            secondMoment.mul_(new Scalar(adam.beta2())).addcmul_(gradients, gradients, new Scalar(1 - adam.beta2()));
            Tensor denominator = secondMoment.sqrt().add_(new Scalar(adam.epsilon()));
            values.addcdiv_(firstMoment, denominator, new Scalar(-adam.stepSize(learningRate, step)));
            gradients.zero_();
        }
    }
}
