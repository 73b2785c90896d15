package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.engine.Kernels;
import dev.zankyo.backend.engine.Storage;
import dev.zankyo.backend.lowering.Instruction.Conv2dBackwardData;
import dev.zankyo.backend.lowering.Instruction.Conv2dBackwardWeights;
import dev.zankyo.backend.lowering.Instruction.Conv2dForward;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.backend.onednn.PrimitiveDescs.Window;
import dev.zankyo.backend.onednn.Session.Argument;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import dev.zankyo.graph.Shape;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The primitives of one convolution for slices of several sizes. oneDNN chooses the layouts of weights when the first are
 * made; in training the weights' gradient has the choice of the master copy.
 */
final class Convolution {
    /** A window of one pixel that goes to every pixel. */
    private static final Window DENSE = new Window(new long[] {1, 1}, new long[] {0, 0}, new long[] {0, 0});

    private final Session session;
    private final Workspace workspace;
    private final Weights weights;
    private final Kernels float32;
    private final boolean training;
    private final Node node;
    private final Op.Conv2d op;
    private final Precision precision;
    private final Parameter weight;
    private final Parameter bias;
    private final Window window;
    private final long biasDesc;
    private final Map<Integer, Geometry> geometries = new HashMap<>();
    private final Map<Integer, Primitive> forward = new HashMap<>();
    private final Map<Integer, Primitive> backwardWeights = new HashMap<>();
    private final Map<Integer, Primitive> backwardData = new HashMap<>();
    private final Map<Integer, Long> readDescs = new HashMap<>();
    private long masterDesc;
    private long forwardDesc;
    private long dataDesc;
    private Weights.Address forwardWeights;
    private Weights.Address dataWeights;

    /** Descriptors for a number of images; {@code hint} is the forward primitive without post-ops. */
    private record Geometry(long x, long y, long hint) {}

    Convolution(
            Node node,
            Precision precision,
            boolean training,
            Session session,
            Workspace workspace,
            Weights weights,
            Kernels float32) {
        this.node = node;
        this.precision = precision;
        this.training = training;
        this.session = session;
        this.workspace = workspace;
        this.weights = weights;
        this.float32 = float32;
        op = (Op.Conv2d) node.op();
        weight = node.parameter(Role.WEIGHT);
        bias = node.parameter(Role.BIAS);
        biasDesc = session.desc(Precision.FLOAT32, dnnl_a, op.filters());
        Shape in = node.input().shape();
        window = new Window(
                new long[] {op.stride(), op.stride()},
                new long[] {
                    op.paddingBefore(in.height(), op.kernelHeight()), op.paddingBefore(in.width(), op.kernelWidth())
                },
                new long[] {
                    op.paddingAfter(in.height(), op.kernelHeight()), op.paddingAfter(in.width(), op.kernelWidth())
                });
    }

    private long anyWeights(Precision format) {
        return session.desc(
                format,
                dnnl_format_tag_any,
                op.filters(),
                node.input().shape().channels(),
                op.kernelHeight(),
                op.kernelWidth());
    }

    private int propagation() {
        return training ? dnnl_forward_training : dnnl_forward_inference;
    }

    private Geometry geometry(int images) {
        return geometries.computeIfAbsent(images, n -> {
            long x = session.imagesDesc(precision, n, node.input().shape());
            long y = session.imagesDesc(precision, n, node.shape());
            long any = anyWeights(precision);
            return new Geometry(x, y, forwardDesc(x, y, any, session.attributes(false, false)));
        });
    }

    private long forwardDesc(long x, long y, long w, long attributes) {
        return session.own(session.primitiveDescs.convolutionForward(
                session.engine, propagation(), x, w, biasDesc, y, window, attributes));
    }

    private Primitive primitive(long desc) {
        Primitive primitive = session.primitive(desc);
        workspace.requireScratchpad(session.bytes(primitive.scratchpadDesc()));
        return primitive;
    }

    /** Makes the primitives of a slice size. */
    void prepare(Conv2dForward i, int images) {
        if (forward.containsKey(images)) {
            return;
        }
        Geometry g = geometry(images);
        long w = forwardDesc == 0 ? anyWeights(precision) : forwardDesc;
        long desc = forwardDesc(g.x, g.y, w, session.attributes(i.accumulate(), i.relu()));
        if (forwardDesc == 0) {
            forwardDesc = session.query(desc, dnnl_query_weights_md);
            settleMaster(images);
            forwardWeights = weights.in(weight, masterDesc, forwardDesc, false);
        }
        forward.put(images, primitive(desc));
    }

    private void settleMaster(int images) {
        if (training) {
            Geometry g = geometry(images);
            masterDesc =
                    session.query(backwardWeightsDesc(g, anyWeights(Precision.FLOAT32)), dnnl_query_diff_weights_md);
        } else if (precision == Precision.FLOAT32) {
            masterDesc = forwardDesc;
        } else {
            masterDesc = session.desc(
                    Precision.FLOAT32,
                    dnnl_abcd,
                    weight.shape().stream().mapToLong(Integer::longValue).toArray());
        }
        weights.place(weight, masterDesc);
        weights.place(bias, biasDesc);
    }

    private long backwardWeightsDesc(Geometry g, long w) {
        return session.own(session.primitiveDescs.convolutionBackwardWeights(
                session.engine, g.x, w, biasDesc, g.y, window, g.hint, session.attributes(false, false)));
    }

    void prepare(Conv2dBackwardWeights i, int images) {
        workspace.requireAside(session.bytes(masterDesc));
        workspace.requireBiasAside(session.bytes(biasDesc));
        backwardWeights.computeIfAbsent(images, n -> primitive(backwardWeightsDesc(geometry(n), masterDesc)));
    }

    /**
     * Whether the data gradient is computed as a convolution forward with the weights transposed: for one of 1x1 that is all
     * there is to it, and unlike the backward primitive it can add to its destination. With strides the result belongs to
     * the pixels that were read, and is spread over them afterwards: oneDNN's own way takes about twice the time.
     */
    private boolean isPointwise() {
        return op.kernelHeight() == 1 && op.kernelWidth() == 1;
    }

    /** What the pixels that were read would make an image of. */
    private Shape readPixels() {
        return new Shape(
                node.shape().height(),
                node.shape().width(),
                node.input().shape().channels());
    }

    void prepare(Conv2dBackwardData i, int images) {
        if (backwardData.containsKey(images)) {
            return;
        }
        Geometry g = geometry(images);
        long desc;
        if (isPointwise()) {
            long w = dataDesc == 0
                    ? session.desc(
                            precision,
                            dnnl_format_tag_any,
                            node.input().shape().channels(),
                            node.shape().channels(),
                            1,
                            1)
                    : dataDesc;
            boolean dense = op.stride() == 1;
            long dx = dense ? g.x : session.imagesDesc(precision, images, readPixels());
            desc = session.own(session.primitiveDescs.convolutionForward(
                    session.engine,
                    dnnl_forward_inference,
                    g.y,
                    w,
                    0,
                    dx,
                    DENSE,
                    session.attributes(dense && i.accumulate(), false)));
            if (!dense) {
                readDescs.put(images, dx);
                workspace.requireAside(session.bytes(dx));
            }
        } else {
            long w = dataDesc == 0 ? anyWeights(precision) : dataDesc;
            desc = session.own(session.primitiveDescs.convolutionBackwardData(
                    session.engine, g.x, w, g.y, window, g.hint, session.attributes(false, false)));
            if (i.accumulate()) {
                workspace.requireAside(session.bytes(g.x));
            }
        }
        if (dataDesc == 0) {
            dataDesc = session.query(desc, dnnl_query_weights_md);
            dataWeights = weights.in(weight, masterDesc, dataDesc, isPointwise());
        }
        backwardData.put(images, primitive(desc));
    }

    Runnable task(Conv2dForward i, Slice slice) {
        Storage storage = workspace.storage();
        Geometry g = geometry(slice.count());
        return run(
                forward.get(slice.count()),
                slice,
                new Argument(DNNL_ARG_SRC, g.x, workspace.address(storage.offset(i.x(), slice))),
                new Argument(DNNL_ARG_WEIGHTS, forwardDesc, forwardWeights.get()),
                new Argument(DNNL_ARG_BIAS, biasDesc, workspace.address(weights.value(bias))),
                new Argument(DNNL_ARG_DST, g.y, workspace.address(storage.offset(i.y(), slice))));
    }

    Runnable task(Conv2dBackwardWeights i, Slice slice) {
        Storage storage = workspace.storage();
        Geometry g = geometry(slice.count());
        long dw = weights.gradient(weight, slice.share());
        long db = weights.gradient(bias, slice.share());
        long dwAside = slice.opens() ? dw : workspace.aside(slice.worker());
        long dbAside = slice.opens() ? db : workspace.biasAside(slice.worker());
        Runnable compute = run(
                backwardWeights.get(slice.count()),
                slice,
                new Argument(DNNL_ARG_SRC, g.x, workspace.address(storage.offset(i.x(), slice))),
                new Argument(DNNL_ARG_DIFF_DST, g.y, workspace.address(storage.offset(i.dy(), slice))),
                new Argument(DNNL_ARG_DIFF_WEIGHTS, masterDesc, workspace.address(dwAside)),
                new Argument(DNNL_ARG_DIFF_BIAS, biasDesc, workspace.address(dbAside)));
        if (slice.opens()) {
            return compute;
        }
        int dwCount = Math.toIntExact(session.bytes(masterDesc) / Float.BYTES);
        int dbCount = op.filters();
        return () -> {
            compute.run();
            float32.accumulate(storage.memory(), dwAside, dw, dwCount);
            float32.accumulate(storage.memory(), dbAside, db, dbCount);
        };
    }

    Runnable task(Conv2dBackwardData i, Slice slice, Kernels kernels) {
        Storage storage = workspace.storage();
        Geometry g = geometry(slice.count());
        Primitive primitive = backwardData.get(slice.count());
        long dy = workspace.address(storage.offset(i.dy(), slice));
        long dx = storage.offset(i.dx(), slice);
        var w = new Argument(DNNL_ARG_WEIGHTS, dataDesc, dataWeights.get());
        if (isPointwise() && op.stride() == 1) {
            return run(
                    primitive,
                    slice,
                    new Argument(DNNL_ARG_SRC, g.y, dy),
                    w,
                    new Argument(DNNL_ARG_DST, g.x, workspace.address(dx)));
        }
        if (isPointwise()) {
            long read = workspace.aside(slice.worker());
            Runnable compute = run(
                    primitive,
                    slice,
                    new Argument(DNNL_ARG_SRC, g.y, dy),
                    w,
                    new Argument(DNNL_ARG_DST, readDescs.get(slice.count()), workspace.address(read)));
            Runnable spread = spread(i, slice, read, dx, kernels);
            return () -> {
                compute.run();
                spread.run();
            };
        }
        long target = i.accumulate() ? workspace.aside(slice.worker()) : dx;
        Runnable compute = run(
                primitive,
                slice,
                new Argument(DNNL_ARG_DIFF_DST, g.y, dy),
                w,
                new Argument(DNNL_ARG_DIFF_SRC, g.x, workspace.address(target)));
        if (!i.accumulate()) {
            return compute;
        }
        int count = Math.multiplyExact(i.dx().shape().size(), slice.count());
        return () -> {
            compute.run();
            kernels.add(storage.memory(), dx, target, dx, count);
        };
    }

    /** Brings the gradient of the pixels that were read to where they are; the others' is zero. */
    private Runnable spread(Conv2dBackwardData i, Slice slice, long read, long dx, Kernels kernels) {
        MemorySegment memory = workspace.storage().memory();
        Shape in = node.input().shape();
        Shape out = node.shape();
        long pixel = i.dx().bytes() / in.height() / in.width();
        MemorySegment images = memory.asSlice(dx, slice.count() * i.dx().bytes());
        return () -> {
            if (!i.accumulate()) {
                images.fill((byte) 0);
            }
            long from = read;
            for (int image = 0; image < slice.count(); image++) {
                for (int row = 0; row < out.height(); row++) {
                    long to = dx + image * i.dx().bytes() + (long) row * op.stride() * in.width() * pixel;
                    for (int column = 0; column < out.width(); column++) {
                        if (i.accumulate()) {
                            kernels.add(memory, to, from, to, in.channels());
                        } else {
                            MemorySegment.copy(memory, from, memory, to, pixel);
                        }
                        from += pixel;
                        to += op.stride() * pixel;
                    }
                }
            }
        };
    }

    private Runnable run(Primitive primitive, Slice slice, Argument... arguments) {
        OneDnn.Execution execution =
                session.execution(primitive, slice.worker(), workspace.scratchpad(slice.worker()), List.of(arguments));
        return () -> {
            try {
                execution.run();
            } catch (OneDnnException e) {
                throw e.at(node.name());
            }
        };
    }

    String describeForward() {
        return describe(forward, "weights", forwardDesc);
    }

    String describeBackwardWeights() {
        return describe(backwardWeights, "diff_weights", masterDesc);
    }

    String describeBackwardData() {
        return describe(backwardData, isPointwise() ? "transposed weights" : "weights", dataDesc);
    }

    private String describe(Map<Integer, Primitive> primitives, String what, long weightsDesc) {
        var layouts = new Layouts(session.dnnl);
        Primitive any = primitives.values().iterator().next();
        return precision + ", " + what + " " + layouts.tag(weightsDesc) + ", " + layouts.implementation(any.desc());
    }
}
