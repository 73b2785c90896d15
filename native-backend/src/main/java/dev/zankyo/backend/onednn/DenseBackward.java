package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.engine.Kernels;
import dev.zankyo.backend.engine.Storage;
import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.backend.onednn.Session.Argument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gradients of a dense layer's weight, bias and input. */
final class DenseBackward implements DescribedLayer {
    private final DenseForward forward;
    private final Instruction.DenseBackward instruction;
    private final Map<Integer, Primitive> ofWeights = new HashMap<>();
    private final Map<Integer, Primitive> ofData = new HashMap<>();

    DenseBackward(DenseForward forward, Instruction.DenseBackward instruction, List<Integer> counts) {
        this.forward = forward;
        this.instruction = instruction;
        Layer layer = forward.layer;
        Session session = layer.session();
        layer.workspace().requireScratch(session.bytes(forward.masterDesc));
        layer.workspace().requireSecondScratch(session.bytes(forward.biasDesc));
        long plain = session.attributes(false, false);
        PrimitiveDescs descs = session.primitiveDescs;
        for (int images : counts) {
            DenseForward.Geometry g = forward.geometry(images);
            ofWeights.put(
                    images,
                    layer.primitive(session.own(descs.innerProductBackwardWeights(
                            session.engine, g.x(), forward.masterDesc, forward.biasDesc, g.y(), g.forward(), plain))));
            ofData.put(
                    images,
                    layer.primitive(session.own(descs.innerProductBackwardData(
                            session.engine, g.x(), forward.weightsDesc, g.y(), g.forward(), plain))));
        }
    }

    @Override
    public Runnable task(Slice slice, Workspace.Bound memory) {
        Layer layer = forward.layer;
        Storage storage = memory.storage();
        DenseForward.Geometry g = forward.geometry(slice.count());
        long dw = layer.weights().gradient(forward.weight, slice.share(), memory);
        long db = layer.weights().gradient(forward.bias, slice.share(), memory);
        long dwTarget = slice.firstOfShare() ? dw : memory.scratch(slice.worker());
        long dbTarget = slice.firstOfShare() ? db : memory.secondScratch(slice.worker());
        var dy = new Argument(DNNL_ARG_DIFF_DST, g.y(), memory.address(storage.offset(instruction.dy(), slice)));
        Runnable gradient = layer.run(
                ofWeights.get(slice.count()),
                slice,
                memory,
                new Argument(DNNL_ARG_SRC, g.x(), memory.address(storage.offset(instruction.x(), slice))),
                dy,
                new Argument(DNNL_ARG_DIFF_WEIGHTS, forward.masterDesc, memory.address(dwTarget)),
                new Argument(DNNL_ARG_DIFF_BIAS, forward.biasDesc, memory.address(dbTarget)));
        Runnable data = layer.run(
                ofData.get(slice.count()),
                slice,
                memory,
                dy,
                new Argument(DNNL_ARG_WEIGHTS, forward.weightsDesc, forward.value.in(memory)),
                new Argument(DNNL_ARG_DIFF_SRC, g.x(), memory.address(storage.offset(instruction.dx(), slice))));
        Kernels float32 = layer.kernels().of(Precision.FLOAT32);
        int dwCount = forward.weight.size();
        int dbCount = forward.bias.size();
        return () -> {
            gradient.run();
            if (!slice.firstOfShare()) {
                float32.accumulate(storage.memory(), dwTarget, dw, dwCount);
                float32.accumulate(storage.memory(), dbTarget, db, dbCount);
            }
            data.run();
        };
    }

    @Override
    public String describe() {
        return forward.describe();
    }
}
