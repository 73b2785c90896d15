package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.engine.Kernels;
import dev.zankyo.backend.engine.Storage;
import dev.zankyo.backend.lowering.Instruction.Conv2dBackwardWeights;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.backend.onednn.Session.Argument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gradients of a convolution's weight and bias. */
final class ConvolutionBackwardWeights implements DescribedLayer {
    private final ConvolutionForward forward;
    private final Conv2dBackwardWeights instruction;
    private final Map<Integer, Primitive> primitives = new HashMap<>();

    ConvolutionBackwardWeights(ConvolutionForward forward, Conv2dBackwardWeights instruction, List<Integer> counts) {
        this.forward = forward;
        this.instruction = instruction;
        Layer layer = forward.layer;
        layer.workspace().requireScratch(layer.session().bytes(forward.masterDesc));
        layer.workspace().requireSecondScratch(layer.session().bytes(forward.biasDesc));
        for (int images : counts) {
            primitives.put(images, layer.primitive(forward.backwardWeightsDesc(images, forward.masterDesc)));
        }
    }

    @Override
    public Runnable task(Slice slice, Workspace.Bound memory) {
        Layer layer = forward.layer;
        Storage storage = memory.storage();
        ConvolutionForward.Geometry g = forward.geometry(slice.count());
        long dw = layer.weights().gradient(forward.weight, slice.share(), memory);
        long db = layer.weights().gradient(forward.bias, slice.share(), memory);
        long dwTarget = slice.firstOfShare() ? dw : memory.scratch(slice.worker());
        long dbTarget = slice.firstOfShare() ? db : memory.secondScratch(slice.worker());
        Runnable compute = layer.run(
                primitives.get(slice.count()),
                slice,
                memory,
                new Argument(DNNL_ARG_SRC, g.x(), memory.address(storage.offset(instruction.x(), slice))),
                new Argument(DNNL_ARG_DIFF_DST, g.y(), memory.address(storage.offset(instruction.dy(), slice))),
                new Argument(DNNL_ARG_DIFF_WEIGHTS, forward.masterDesc, memory.address(dwTarget)),
                new Argument(DNNL_ARG_DIFF_BIAS, forward.biasDesc, memory.address(dbTarget)));
        if (slice.firstOfShare()) {
            return compute;
        }
        Kernels float32 = layer.kernels().of(Precision.FLOAT32);
        int dwCount = Math.toIntExact(layer.session().bytes(forward.masterDesc) / Float.BYTES);
        int dbCount = forward.op.filters();
        return () -> {
            compute.run();
            float32.accumulate(storage.memory(), dwTarget, dw, dwCount);
            float32.accumulate(storage.memory(), dbTarget, db, dbCount);
        };
    }

    @Override
    public String describe() {
        return forward.layer.describe(
                "diff_weights",
                forward.masterDesc,
                primitives.values().iterator().next());
    }
}
