package dev.zankyo.backend.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.zankyo.backend.lowering.Instruction.DepthwiseBackwardData;
import dev.zankyo.backend.lowering.Instruction.DepthwiseBackwardWeights;
import dev.zankyo.backend.lowering.Instruction.DepthwiseForward;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter.Role;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A depthwise convolution, computed image by image in float32. The gradients of weights and bias are summed for each
 * image first, then added to the gradients of the share. So the bits do not depend on how a share is cut into slices.
 */
final class DepthwiseLayer {
    private final Storage storage;
    private final Kernels.Family kernels;
    private final Windows windows;
    private final int channels;
    private final long weight;
    private final long bias;
    private final Scratch[] scratch;

    /** The scratch buffers of one worker, as floats: one image of x and y, and the weights or their gradients. */
    private static final class Scratch {
        final float[] x;
        final float[] y;
        final float[] weight;
        final float[] bias;

        Scratch(int inputs, int outputs, int weights, int channels) {
            x = new float[inputs];
            y = new float[outputs];
            weight = new float[weights];
            bias = new float[channels];
        }
    }

    DepthwiseLayer(Node node, Storage storage, ParameterOrder order, Kernels.Family kernels) {
        this.storage = storage;
        this.kernels = kernels;
        windows = new Windows(node, (Op.DepthwiseConv2d) node.op());
        channels = node.shape().channels();
        weight = order.offset(node.parameter(Role.WEIGHT));
        bias = order.offset(node.parameter(Role.BIAS));
        scratch = new Scratch[storage.partition().workers()];
        Arrays.setAll(
                scratch,
                worker -> new Scratch(
                        node.input().shape().size(),
                        node.shape().size(),
                        node.parameter(Role.WEIGHT).size(),
                        channels));
    }

    Runnable forward(DepthwiseForward i, Slice slice) {
        long from = storage.offset(i.x(), slice);
        long to = storage.offset(i.y(), slice);
        Kernels copies = kernels.of(i.x().precision());
        Scratch own = scratch[slice.worker()];
        Windows.Tap add = (output, input, tap) -> {
            int o = output * channels;
            int in = input * channels;
            int w = tap * channels;
            for (int c = 0; c < channels; c++) {
                own.y[o + c] += own.x[in + c] * own.weight[w + c];
            }
        };
        return () -> {
            readValues(weight, own.weight);
            readValues(bias, own.bias);
            for (int image = 0; image < slice.count(); image++) {
                copies.read(storage.memory(), from + image * i.x().bytes(), own.x, 0, own.x.length);
                for (int o = 0; o < own.y.length; o += channels) {
                    System.arraycopy(own.bias, 0, own.y, o, channels);
                }
                windows.forEach(add);
                copies.write(own.y, 0, storage.memory(), to + image * i.y().bytes(), own.y.length);
            }
        };
    }

    Runnable backwardData(DepthwiseBackwardData i, Slice slice) {
        long from = storage.offset(i.dy(), slice);
        long to = storage.offset(i.dx(), slice);
        Kernels copies = kernels.of(i.dy().precision());
        Scratch own = scratch[slice.worker()];
        Windows.Tap add = (output, input, tap) -> {
            int o = output * channels;
            int in = input * channels;
            int w = tap * channels;
            for (int c = 0; c < channels; c++) {
                own.x[in + c] += own.y[o + c] * own.weight[w + c];
            }
        };
        return () -> {
            readValues(weight, own.weight);
            for (int image = 0; image < slice.count(); image++) {
                copies.read(storage.memory(), from + image * i.dy().bytes(), own.y, 0, own.y.length);
                Arrays.fill(own.x, 0);
                windows.forEach(add);
                copies.write(own.x, 0, storage.memory(), to + image * i.dx().bytes(), own.x.length);
            }
        };
    }

    Runnable backwardWeights(DepthwiseBackwardWeights i, Slice slice) {
        long x = storage.offset(i.x(), slice);
        long dy = storage.offset(i.dy(), slice);
        Kernels copies = kernels.of(i.x().precision());
        Scratch own = scratch[slice.worker()];
        Windows.Tap add = (output, input, tap) -> {
            int o = output * channels;
            int in = input * channels;
            int w = tap * channels;
            for (int c = 0; c < channels; c++) {
                own.weight[w + c] += own.y[o + c] * own.x[in + c];
            }
        };
        return () -> {
            for (int image = 0; image < slice.count(); image++) {
                copies.read(storage.memory(), x + image * i.x().bytes(), own.x, 0, own.x.length);
                copies.read(storage.memory(), dy + image * i.dy().bytes(), own.y, 0, own.y.length);
                Arrays.fill(own.weight, 0);
                windows.forEach(add);
                Arrays.fill(own.bias, 0);
                for (int o = 0; o < own.y.length; o += channels) {
                    for (int c = 0; c < channels; c++) {
                        own.bias[c] += own.y[o + c];
                    }
                }
                boolean replaces = slice.firstOfShare() && image == 0;
                addGradients(own.weight, slice.share(), weight, replaces);
                addGradients(own.bias, slice.share(), bias, replaces);
            }
        };
    }

    private void readValues(long parameter, float[] values) {
        MemorySegment.copy(storage.memory(), JAVA_FLOAT, storage.values() + parameter, values, 0, values.length);
    }

    private void addGradients(float[] gradients, int share, long parameter, boolean replaces) {
        long sum = storage.gradients(share) + parameter;
        for (int k = 0; k < gradients.length; k++) {
            float earlier = replaces ? 0 : storage.memory().get(JAVA_FLOAT, sum + 4L * k);
            storage.memory().set(JAVA_FLOAT, sum + 4L * k, earlier + gradients[k]);
        }
    }
}
