package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.backend.engine.ParameterOrder;
import dev.zankyo.graph.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * The positions of the weights. The master copy, in float32, has the layout in which its gradient is computed.
 * Primitives that want another layout, or bfloat16, read a copy, which is renewed whenever the master has changed.
 */
final class Weights {
    private record Copy(Parameter parameter, long desc, boolean transposed, long offset, long original) {}

    private final Session session;
    private final Workspace workspace;
    private final ParameterOrder order;
    private final List<Copy> copies = new ArrayList<>();

    Weights(Session session, Workspace workspace, ParameterOrder order) {
        this.session = session;
        this.workspace = workspace;
        this.order = order;
    }

    /** Determines the layout of a master copy, once. */
    void place(Parameter parameter, long desc) {
        order.place(
                parameter,
                Math.toIntExact(session.bytes(desc) / Float.BYTES),
                new Layouts(session.dnnl).positions(desc, parameter.shape()));
    }

    /** Returns the offset of a parameter in the storage. */
    long value(Parameter parameter, Workspace.Bound memory) {
        return memory.storage().values() + order.offset(parameter);
    }

    /** Returns the offset in the storage of a share's gradient of a parameter. */
    long gradient(Parameter parameter, int share, Workspace.Bound memory) {
        return memory.storage().gradients(share) + order.offset(parameter);
    }

    /** The address of weights for primitives, available once the layers have memory. */
    @FunctionalInterface
    interface Address {
        long in(Workspace.Bound memory);
    }

    /** Returns the address of the weights in the wanted layout: the master if it has that layout, otherwise a copy. */
    Address in(Parameter parameter, long master, long wanted, boolean transposed) {
        long original = transposed ? session.transposed(master) : master;
        if (session.dnnl.memoryDescEqual(original, wanted)) {
            return memory -> memory.address(value(parameter, memory));
        }
        for (Copy copy : copies) {
            if (copy.parameter == parameter
                    && copy.transposed == transposed
                    && session.dnnl.memoryDescEqual(copy.desc, wanted)) {
                return memory -> memory.address(memory.shared(copy.offset));
            }
        }
        Copy copy = new Copy(parameter, wanted, transposed, workspace.reserveShared(session.bytes(wanted)), original);
        copies.add(copy);
        return memory -> memory.address(memory.shared(copy.offset));
    }

    /** Returns the tasks that renew the copies. Task i must run on worker i % {@code workers}, whose stream it uses. */
    List<Runnable> refreshes(int workers, Workspace.Bound memory) {
        List<Runnable> refreshes = new ArrayList<>();
        for (int i = 0; i < copies.size(); i++) {
            Copy copy = copies.get(i);
            long pd = session.own(session.primitiveDescs.reorder(
                    session.engine, copy.original, copy.desc, session.attributes(false, false)));
            Primitive reorder = session.primitive(pd);
            int worker = i % workers;
            OneDnn.Execution execution = session.execution(
                    reorder,
                    worker,
                    0,
                    List.of(
                            new Session.Argument(
                                    DNNL_ARG_SRC, copy.original, memory.address(value(copy.parameter, memory))),
                            new Session.Argument(DNNL_ARG_DST, copy.desc, memory.address(memory.shared(copy.offset)))));
            refreshes.add(execution::run);
        }
        return refreshes;
    }
}
