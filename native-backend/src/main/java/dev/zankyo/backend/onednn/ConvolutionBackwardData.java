package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.backend.engine.Kernels;
import dev.zankyo.backend.engine.Storage;
import dev.zankyo.backend.lowering.Instruction.Conv2dBackwardData;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.backend.onednn.PrimitiveDescs.Window;
import dev.zankyo.backend.onednn.Session.Argument;
import dev.zankyo.graph.Shape;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The gradient of a convolution's input. For a 1x1 convolution, a forward convolution with the transposed weights
 * computes it. Unlike the backward primitive, that can add to its destination.
 *
 * <p>With a stride, the 1x1 convolution computes the gradient of the pixels that the forward pass read. They are spread
 * over the image afterwards: oneDNN's backward primitive takes about twice the time.
 */
final class ConvolutionBackwardData implements DescribedLayer {
    /** A window with stride 1 and no padding. */
    private static final Window DENSE = new Window(new long[] {1, 1}, new long[] {0, 0}, new long[] {0, 0});

    private final ConvolutionForward forward;
    private final Conv2dBackwardData instruction;
    private final Layer layer;
    private final Shape in;
    private final Shape out;
    private final boolean pointwise;
    private final boolean strided;
    private final long weightsDesc;
    private final Weights.Address value;
    private final Map<Integer, Primitive> primitives = new HashMap<>();

    /** The descriptor of the primitive's result for a number of images. */
    private final Map<Integer, Long> resultDescs = new HashMap<>();

    ConvolutionBackwardData(ConvolutionForward forward, Conv2dBackwardData instruction, List<Integer> counts) {
        this.forward = forward;
        this.instruction = instruction;
        layer = forward.layer;
        in = layer.node().input().shape();
        out = layer.node().shape();
        pointwise = forward.op.kernelHeight() == 1 && forward.op.kernelWidth() == 1;
        strided = forward.op.stride() > 1;
        Session session = layer.session();
        for (int images : counts) {
            resultDescs.put(images, resultDesc(images));
        }
        long any = pointwise
                ? session.desc(layer.precision(), dnnl_format_tag_any, in.channels(), out.channels(), 1, 1)
                : forward.anyWeights(layer.precision());
        weightsDesc = session.query(primitiveDesc(counts.get(0), any), dnnl_query_weights_md);
        value = layer.weights().in(forward.weight, forward.masterDesc, weightsDesc, pointwise);
        for (int images : counts) {
            primitives.put(images, layer.primitive(primitiveDesc(images, weightsDesc)));
            if (usesScratch()) {
                layer.workspace().requireScratch(session.bytes(resultDescs.get(images)));
            }
        }
    }

    /** Returns whether the primitive writes to a scratch buffer, from which the result is spread or added. */
    private boolean usesScratch() {
        return pointwise ? strided : instruction.accumulate();
    }

    private long resultDesc(int images) {
        return pointwise && strided
                ? layer.session()
                        .imagesDesc(layer.precision(), images, new Shape(out.height(), out.width(), in.channels()))
                : forward.geometry(images).x();
    }

    private long primitiveDesc(int images, long w) {
        Session session = layer.session();
        ConvolutionForward.Geometry g = forward.geometry(images);
        long dx = resultDescs.get(images);
        if (pointwise) {
            return session.own(session.primitiveDescs.convolutionForward(
                    session.engine,
                    dnnl_forward_inference,
                    g.y(),
                    w,
                    0,
                    dx,
                    DENSE,
                    session.attributes(!strided && instruction.accumulate(), false)));
        }
        return session.own(session.primitiveDescs.convolutionBackwardData(
                session.engine, dx, w, g.y(), forward.window, g.hint(), session.attributes(false, false)));
    }

    @Override
    public Runnable task(Slice slice, Workspace.Bound memory) {
        Storage storage = memory.storage();
        long dy = memory.address(storage.offset(instruction.dy(), slice));
        long dx = storage.offset(instruction.dx(), slice);
        long result = usesScratch() ? memory.scratch(slice.worker()) : dx;
        Runnable compute = layer.run(
                primitives.get(slice.count()),
                slice,
                memory,
                new Argument(
                        pointwise ? DNNL_ARG_SRC : DNNL_ARG_DIFF_DST,
                        forward.geometry(slice.count()).y(),
                        dy),
                new Argument(DNNL_ARG_WEIGHTS, weightsDesc, value.in(memory)),
                new Argument(
                        pointwise ? DNNL_ARG_DST : DNNL_ARG_DIFF_SRC,
                        resultDescs.get(slice.count()),
                        memory.address(result)));
        if (!usesScratch()) {
            return compute;
        }
        Kernels kernels = layer.kernels().of(instruction.dx().precision());
        int count = Math.multiplyExact(instruction.dx().shape().size(), slice.count());
        Runnable finish = pointwise
                ? spread(storage.memory(), slice, result, dx, kernels)
                : () -> kernels.add(storage.memory(), dx, result, dx, count);
        return () -> {
            compute.run();
            finish.run();
        };
    }

    /**
     * Returns the task that copies or adds the gradient of each pixel that the forward pass read to its place in the
     * image. The gradient of all other pixels is zero.
     */
    private Runnable spread(MemorySegment memory, Slice slice, long read, long dx, Kernels kernels) {
        long imageBytes = instruction.dx().bytes();
        long pixel = imageBytes / in.height() / in.width();
        long stride = forward.op.stride();
        MemorySegment images = memory.asSlice(dx, slice.count() * imageBytes);
        return () -> {
            if (!instruction.accumulate()) {
                images.fill((byte) 0);
            }
            long from = read;
            for (int image = 0; image < slice.count(); image++) {
                for (int row = 0; row < out.height(); row++) {
                    long to = dx + image * imageBytes + row * stride * in.width() * pixel;
                    for (int column = 0; column < out.width(); column++) {
                        if (instruction.accumulate()) {
                            kernels.add(memory, to, from, to, in.channels());
                        } else {
                            MemorySegment.copy(memory, from, memory, to, pixel);
                        }
                        from += pixel;
                        to += stride * pixel;
                    }
                }
            }
        };
    }

    @Override
    public String describe() {
        String what = pointwise ? "transposed weights" : "weights";
        return layer.describe(what, weightsDesc, primitives.values().iterator().next());
    }
}
