package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.lowering.Tensor;
import dev.zankyo.backend.onednn.PrimitiveDescs.Window;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Shape;
import java.util.List;

/** Compiles what has no parameters: ReLU by itself, sums, copies and the global average pool. */
final class ParameterFree {
    private final Compilation compilation;
    private final PrimitiveDescs primitiveDescs;
    private final long engine;

    ParameterFree(Compilation compilation) {
        this.compilation = compilation;
        this.primitiveDescs = compilation.primitiveDescs;
        this.engine = compilation.engine;
    }

    List<Draft> relu(Instruction.ReluForward step) {
        return List.of(compilation.draft(
                step.node(),
                "relu forward",
                reluDesc(step.y()),
                compilation.activation(step.x()).as(DNNL_ARG_SRC),
                compilation.activation(step.y()).as(DNNL_ARG_DST)));
    }

    /** oneDNN asks for the input going forward; the output serves as well, being positive where the input is. */
    List<Draft> relu(Instruction.ReluBackward step) {
        long shape = compilation.activationDesc(step.y().shape());
        long pd = compilation.own(primitiveDescs.eltwiseBackward(
                engine, dnnl_eltwise_relu, shape, shape, shape, reluDesc(step.y()), compilation.plain));
        return List.of(compilation.draft(
                step.node(),
                "relu backward",
                pd,
                compilation.activation(step.y()).as(DNNL_ARG_SRC),
                compilation.activation(step.dy()).as(DNNL_ARG_DIFF_DST),
                compilation.activation(step.dx()).as(DNNL_ARG_DIFF_SRC)));
    }

    private long reluDesc(Tensor y) {
        long shape = compilation.activationDesc(y.shape());
        return compilation.own(primitiveDescs.eltwiseForward(
                engine, propagation(), dnnl_eltwise_relu, shape, shape, compilation.plain));
    }

    List<Draft> add(Instruction.Add step) {
        return List.of(compilation.add(
                step.node(),
                compilation.activation(step.a()),
                compilation.activation(step.b()),
                compilation.activation(step.y())));
    }

    List<Draft> copy(Instruction.Copy step) {
        return List.of(compilation.reorder(
                step.node(), "copy", compilation.activation(step.x()), compilation.activation(step.y())));
    }

    List<Draft> pool(Instruction.GlobalAveragePoolForward step) {
        return List.of(compilation.draft(
                step.node(),
                "average pool forward",
                poolDesc(step.node()),
                compilation.activation(step.x()).as(DNNL_ARG_SRC),
                compilation.activation(step.y()).as(DNNL_ARG_DST)));
    }

    List<Draft> pool(Instruction.GlobalAveragePoolBackward step) {
        Node node = step.node();
        long pd = compilation.own(primitiveDescs.poolingBackward(
                engine,
                dnnl_pooling_avg_include_padding,
                compilation.activationDesc(node.input().shape()),
                compilation.activationDesc(node.shape()),
                wholeImage(node.input().shape()),
                poolDesc(node),
                compilation.plain));
        return List.of(compilation.draft(
                node,
                "average pool backward",
                pd,
                compilation.activation(step.dy()).as(DNNL_ARG_DIFF_DST),
                compilation.activation(step.dx()).as(DNNL_ARG_DIFF_SRC)));
    }

    private long poolDesc(Node node) {
        return compilation.own(primitiveDescs.poolingForward(
                engine,
                propagation(),
                dnnl_pooling_avg_include_padding,
                compilation.activationDesc(node.input().shape()),
                compilation.activationDesc(node.shape()),
                wholeImage(node.input().shape()),
                compilation.plain));
    }

    private static Window wholeImage(Shape shape) {
        long[] size = {shape.height(), shape.width()};
        return new Window(size, size, new long[] {0, 0}, new long[] {0, 0});
    }

    private int propagation() {
        return compilation.training ? dnnl_forward_training : dnnl_forward_inference;
    }
}
