package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.lowering.Tensor;
import dev.zankyo.backend.onednn.Binding.Argument;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles batch normalisations. A ReLU that is part of one leaves a mask of one bit an element behind, oneDNN's
 * workspace, by which the way back knows where it was open.
 */
final class BatchNorms {
    /**
     * Where a layer's mean and variance lie, C floats each: those of the batch in training, the moving ones in inference.
     */
    record Statistics(Node node, Binding mean, Binding variance) {}

    private record Layer(long forward, int flags, Binding mask) {}

    private final Compilation compilation;
    private final Parameters parameters;
    private final PrimitiveDescs primitiveDescs;
    private final long engine;
    private final Map<Node, Layer> layers = new HashMap<>();
    private final Map<Node, Statistics> statistics = new LinkedHashMap<>();

    BatchNorms(Compilation compilation, Parameters parameters) {
        this.compilation = compilation;
        this.parameters = parameters;
        this.primitiveDescs = compilation.primitiveDescs;
        this.engine = compilation.engine;
    }

    List<Statistics> statistics() {
        return List.copyOf(statistics.values());
    }

    List<Draft> forward(Instruction.BatchNormForward step) {
        Node node = step.node();
        int flags = dnnl_use_scale | dnnl_use_shift | fused(step.relu());
        long pd = forwardDesc(node, dnnl_forward_training, flags);
        List<Argument> arguments = forwardArguments(node, step.x(), step.y());
        Binding mask = null;
        if (step.relu()) {
            mask = compilation.reserve(compilation.workspaces, compilation.query(pd, dnnl_query_workspace_md));
            arguments.add(mask.as(DNNL_ARG_WORKSPACE));
        }
        layers.put(node, new Layer(pd, flags, mask));
        return List.of(compilation.draft(node, name("batch norm forward", step.relu()), pd, arguments));
    }

    List<Draft> inference(Instruction.BatchNormInference step) {
        Node node = step.node();
        int flags = dnnl_use_global_stats | dnnl_use_scale | dnnl_use_shift | fused(step.relu());
        long pd = forwardDesc(node, dnnl_forward_inference, flags);
        List<Argument> arguments = forwardArguments(node, step.x(), step.y());
        return List.of(compilation.draft(node, name("batch norm inference", step.relu()), pd, arguments));
    }

    List<Draft> backward(Instruction.BatchNormBackward step) {
        Node node = step.node();
        Layer layer = layers.get(node);
        long shape = compilation.activationDesc(node.shape());
        long pd = compilation.own(primitiveDescs.batchNormalizationBackward(
                engine,
                dnnl_backward,
                shape,
                shape,
                shape,
                epsilon(node),
                layer.flags,
                layer.forward,
                compilation.plain));
        Statistics batch = statistics.get(node);
        List<Argument> arguments = new ArrayList<>(List.of(
                compilation.activation(step.x()).as(DNNL_ARG_SRC),
                compilation.activation(step.dy()).as(DNNL_ARG_DIFF_DST),
                compilation.activation(step.dx()).as(DNNL_ARG_DIFF_SRC),
                batch.mean.as(DNNL_ARG_MEAN),
                batch.variance.as(DNNL_ARG_VARIANCE),
                parameters.value(node.parameter(Role.GAMMA)).as(DNNL_ARG_SCALE),
                parameters.gradient(node.parameter(Role.GAMMA)).as(DNNL_ARG_DIFF_SCALE),
                parameters.gradient(node.parameter(Role.BETA)).as(DNNL_ARG_DIFF_SHIFT)));
        if (step.relu()) {
            arguments.add(layer.mask.as(DNNL_ARG_WORKSPACE));
        }
        return List.of(compilation.draft(node, name("batch norm backward", step.relu()), pd, arguments));
    }

    private long forwardDesc(Node node, int propagation, int flags) {
        long shape = compilation.activationDesc(node.shape());
        return compilation.own(primitiveDescs.batchNormalizationForward(
                engine, propagation, shape, shape, epsilon(node), flags, compilation.plain));
    }

    /** Settles where the layer's tensors lie and binds all but the workspace. */
    private List<Argument> forwardArguments(Node node, Tensor x, Tensor y) {
        parameters.placeVector(node.parameter(Role.GAMMA));
        parameters.placeVector(node.parameter(Role.BETA));
        long vector = compilation.desc(dnnl_a, node.shape().channels());
        Binding mean = compilation.reserve(compilation.statistics, vector);
        Binding variance = compilation.reserve(compilation.statistics, vector);
        statistics.put(node, new Statistics(node, mean, variance));
        return new ArrayList<>(List.of(
                compilation.activation(x).as(DNNL_ARG_SRC),
                compilation.activation(y).as(DNNL_ARG_DST),
                mean.as(DNNL_ARG_MEAN),
                variance.as(DNNL_ARG_VARIANCE),
                parameters.value(node.parameter(Role.GAMMA)).as(DNNL_ARG_SCALE),
                parameters.value(node.parameter(Role.BETA)).as(DNNL_ARG_SHIFT)));
    }

    private static int fused(boolean relu) {
        return relu ? dnnl_fuse_norm_relu : 0;
    }

    private static String name(String what, boolean relu) {
        return relu ? what + ", relu" : what;
    }

    private static float epsilon(Node node) {
        return ((Op.BatchNorm) node.op()).epsilon();
    }
}
