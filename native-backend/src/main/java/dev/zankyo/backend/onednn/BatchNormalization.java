package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.engine.Kernels;
import dev.zankyo.backend.engine.NormPrimitives;
import dev.zankyo.backend.lowering.Instruction.BatchNormForward;
import dev.zankyo.backend.lowering.Instruction.BatchNormGradientSums;
import dev.zankyo.backend.lowering.Instruction.BatchNormStatistics;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.backend.onednn.Session.Argument;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import dev.zankyo.graph.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The primitives of one batch normalization. The forward training primitive computes the statistics of a slice; its
 * normalized output is discarded. The forward inference primitive normalizes by the statistics of the whole batch. The
 * backward primitive computes a slice's part of the gradients of gamma and beta.
 */
final class BatchNormalization {
    private static final int BY_GIVEN_STATISTICS = dnnl_use_global_stats | dnnl_use_scale | dnnl_use_shift;

    private final Layer layer;
    private final Shape shape;
    private final float epsilon;
    private final Parameter gamma;
    private final Parameter beta;
    private final long rowDesc;
    private final long rowBytes;
    private final long reserved;
    private final int workers;
    private final Map<Integer, Long> imageDescs = new HashMap<>();
    private final Map<Integer, Primitive> statistics = new HashMap<>();
    private final Map<Forward, Primitive> forward = new HashMap<>();
    private final Map<Integer, Backward> backward = new HashMap<>();

    private record Forward(int images, boolean relu) {}

    /**
     * The backward primitive for a number of images. With a ReLU it needs a mask, which a forward primitive computes.
     */
    private sealed interface Backward {
        Primitive gradient();

        record Linear(Primitive gradient) implements Backward {}

        record ThroughRelu(Primitive gradient, Primitive forward, long maskDesc) implements Backward {}
    }

    BatchNormalization(Layer layer, int workers) {
        this.layer = layer;
        this.workers = workers;
        shape = layer.node().shape();
        epsilon = ((Op.BatchNorm) layer.node().op()).epsilon();
        gamma = layer.node().parameter(Role.GAMMA);
        beta = layer.node().parameter(Role.BETA);
        rowDesc = layer.session().desc(Precision.FLOAT32, dnnl_a, shape.channels());
        rowBytes = layer.session().bytes(rowDesc);
        reserved = layer.workspace().reserveShared(4 * rowBytes * workers);
    }

    private long imagesDesc(int images) {
        return imageDescs.computeIfAbsent(images, n -> layer.session().imagesDesc(layer.precision(), n, shape));
    }

    private long forwardDesc(int images, int propagation, int flags) {
        Session session = layer.session();
        long desc = imagesDesc(images);
        return session.own(session.primitiveDescs.batchNormalizationForward(
                session.engine, propagation, desc, desc, epsilon, flags, session.attributes(false, false)));
    }

    private void requireScratch(int images) {
        layer.workspace().requireScratch(layer.session().bytes(imagesDesc(images)));
    }

    void describe(BatchNormStatistics i, List<Integer> counts) {
        counts.forEach(this::requireScratch);
        for (int images : counts) {
            statistics.put(images, layer.primitive(forwardDesc(images, dnnl_forward_training, 0)));
        }
    }

    void describe(BatchNormForward i, List<Integer> counts) {
        if (i.residual() != null) {
            counts.forEach(this::requireScratch);
        }
        for (int images : counts) {
            forward.computeIfAbsent(new Forward(images, isFused(i)), f -> {
                int flags = BY_GIVEN_STATISTICS | (f.relu ? dnnl_fuse_norm_relu : 0);
                return layer.primitive(forwardDesc(f.images, dnnl_forward_inference, flags));
            });
        }
    }

    /** Returns whether the primitive computes the ReLU. It does not, if the ReLU follows a sum. */
    private static boolean isFused(BatchNormForward i) {
        return i.relu() && i.residual() == null;
    }

    void describe(BatchNormGradientSums i, List<Integer> counts) {
        counts.forEach(this::requireScratch);
        counts.forEach(images -> backward.put(images, backward(images, i.relu())));
    }

    private Backward backward(int images, boolean relu) {
        int flags = BY_GIVEN_STATISTICS | (relu ? dnnl_fuse_norm_relu : 0);
        Session session = layer.session();
        long hint = forwardDesc(images, dnnl_forward_training, flags);
        long desc = imagesDesc(images);
        Primitive gradient = layer.primitive(session.own(session.primitiveDescs.batchNormalizationBackward(
                session.engine,
                dnnl_backward,
                desc,
                desc,
                desc,
                epsilon,
                flags,
                hint,
                session.attributes(false, false))));
        if (!relu) {
            return new Backward.Linear(gradient);
        }
        long maskDesc = session.query(hint, dnnl_query_workspace_md);
        layer.workspace().requireSecondScratch(session.bytes(maskDesc));
        return new Backward.ThroughRelu(gradient, layer.primitive(hint), maskDesc);
    }

    /** Returns the primitives with their memory. */
    NormPrimitives bind(Workspace.Bound memory) {
        return new Bound(memory);
    }

    private final class Bound implements NormPrimitives {
        private final Workspace.Bound memory;

        Bound(Workspace.Bound memory) {
            this.memory = memory;
        }

        @Override
        public long rows(int worker) {
            return memory.shared(reserved) + 4 * rowBytes * worker;
        }

        private Argument row(int argument, int worker, int row) {
            return new Argument(argument, rowDesc, memory.address(rows(worker) + row * rowBytes));
        }

        private Argument parameter(int argument, Parameter parameter) {
            return new Argument(
                    argument, rowDesc, memory.address(layer.weights().value(parameter, memory)));
        }

        private Argument images(int argument, Slice slice, long offset) {
            return new Argument(argument, imagesDesc(slice.count()), memory.address(offset));
        }

        @Override
        public Runnable statistics(BatchNormStatistics i, Slice slice) {
            int worker = slice.worker();
            return layer.run(
                    statistics.get(slice.count()),
                    slice,
                    memory,
                    images(DNNL_ARG_SRC, slice, memory.storage().offset(i.x(), slice)),
                    images(DNNL_ARG_DST, slice, memory.scratch(worker)),
                    row(DNNL_ARG_MEAN, worker, 0),
                    row(DNNL_ARG_VARIANCE, worker, 1));
        }

        @Override
        public Runnable forward(BatchNormForward i, Slice slice) {
            long y = memory.storage().offset(i.y(), slice);
            Primitive primitive = forward.get(new Forward(slice.count(), isFused(i)));
            long x = memory.storage().offset(i.x(), slice);
            if (i.residual() == null) {
                return normalize(primitive, slice, x, y);
            }
            long scratch = memory.scratch(slice.worker());
            long residual = memory.storage().offset(i.residual(), slice);
            Runnable normalize = normalize(primitive, slice, x, scratch);
            Kernels kernels = layer.kernels().of(layer.precision());
            var segment = memory.storage().memory();
            int count = Math.multiplyExact(shape.size(), slice.count());
            return () -> {
                normalize.run();
                kernels.add(segment, residual, scratch, y, count);
                if (i.relu()) {
                    kernels.relu(segment, y, y, count);
                }
            };
        }

        private Runnable normalize(Primitive primitive, Slice slice, long x, long y, Argument... more) {
            Argument[] arguments = {
                images(DNNL_ARG_SRC, slice, x),
                images(DNNL_ARG_DST, slice, y),
                row(DNNL_ARG_MEAN, slice.worker(), 0),
                row(DNNL_ARG_VARIANCE, slice.worker(), 1),
                parameter(DNNL_ARG_SCALE, gamma),
                parameter(DNNL_ARG_SHIFT, beta)
            };
            return layer.run(primitive, slice, memory, concatenate(arguments, more));
        }

        /**
         * Returns the task of the backward primitive. It normalizes once more for the mask of the ReLU, since the
         * forward pass keeps none.
         */
        @Override
        public Runnable gradientSums(BatchNormGradientSums i, Slice slice) {
            long x = memory.storage().offset(i.x(), slice);
            long scratch = memory.scratch(slice.worker());
            Argument[] arguments = {
                images(DNNL_ARG_SRC, slice, x),
                images(DNNL_ARG_DIFF_DST, slice, memory.storage().offset(i.dy(), slice)),
                images(DNNL_ARG_DIFF_SRC, slice, scratch),
                row(DNNL_ARG_MEAN, slice.worker(), 0),
                row(DNNL_ARG_VARIANCE, slice.worker(), 1),
                row(DNNL_ARG_DIFF_SCALE, slice.worker(), 2),
                row(DNNL_ARG_DIFF_SHIFT, slice.worker(), 3),
                parameter(DNNL_ARG_SCALE, gamma)
            };
            return switch (backward.get(slice.count())) {
                case Backward.Linear b -> layer.run(b.gradient, slice, memory, arguments);
                case Backward.ThroughRelu b -> {
                    var mask = new Argument(
                            DNNL_ARG_WORKSPACE, b.maskDesc, memory.address(memory.secondScratch(slice.worker())));
                    Runnable forward = normalize(b.forward, slice, x, scratch, mask);
                    Runnable gradient = layer.run(b.gradient, slice, memory, concatenate(arguments, mask));
                    yield () -> {
                        forward.run();
                        gradient.run();
                    };
                }
            };
        }

        private static Argument[] concatenate(Argument[] first, Argument... second) {
            return Stream.of(first, second).flatMap(Stream::of).toArray(Argument[]::new);
        }

        @Override
        public String describe() {
            Primitive any = forward.values().iterator().next();
            return layer.precision() + ", " + layer.implementation(any);
        }
    }
}
