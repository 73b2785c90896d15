package dev.zankyo.backend.onednn;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.engine.Kernels;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.backend.onednn.Session.Argument;
import dev.zankyo.graph.Node;
import java.util.List;

/**
 * The context in which a layer of a plan is made.
 *
 * @param precision the precision of the layer's tensors
 */
record Layer(
        Node node,
        Precision precision,
        boolean training,
        Session session,
        Workspace workspace,
        Weights weights,
        Kernels.Family kernels) {

    /** Creates a primitive and reserves its scratchpad. */
    Primitive primitive(long desc) {
        Primitive primitive = session.primitive(desc);
        workspace.requireScratchpad(session.bytes(primitive.scratchpadDesc()));
        return primitive;
    }

    /** Returns the task that runs a primitive; an error names the node. */
    Runnable run(Primitive primitive, Slice slice, Workspace.Bound memory, Argument... arguments) {
        OneDnn.Execution execution =
                session.execution(primitive, slice.worker(), memory.scratchpad(slice.worker()), List.of(arguments));
        return () -> {
            try {
                execution.run();
            } catch (OneDnnException e) {
                throw e.at(node.name());
            }
        };
    }

    /** Returns the name of a primitive's implementation. */
    String implementation(Primitive primitive) {
        return new Layouts(session.dnnl).implementation(primitive.desc());
    }

    /** Returns precision, layout of weights and implementation. */
    String describe(String what, long weightsDesc, Primitive primitive) {
        return precision + ", " + what + " " + new Layouts(session.dnnl).tag(weightsDesc) + ", "
                + implementation(primitive);
    }
}
