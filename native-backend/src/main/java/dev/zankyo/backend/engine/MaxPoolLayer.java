package dev.zankyo.backend.engine;

import dev.zankyo.backend.lowering.Instruction.MaxPoolBackward;
import dev.zankyo.backend.lowering.Instruction.MaxPoolForward;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import java.util.Arrays;

/**
 * A max pooling, computed image by image in float32. The backward pass searches the maxima again, which is cheaper than
 * storing their positions.
 */
final class MaxPoolLayer {
    private final Storage storage;
    private final Kernels.Family kernels;
    private final Windows windows;
    private final int channels;
    private final Scratch[] scratch;

    /** The scratch buffers of one worker: one image, as floats. */
    private static final class Scratch {
        final float[] x;
        final float[] y;

        /** The index in x of the maximum, for each element of y. */
        final int[] source;

        Scratch(int inputs, int outputs) {
            x = new float[inputs];
            y = new float[outputs];
            source = new int[outputs];
        }
    }

    MaxPoolLayer(Node node, Storage storage, Kernels.Family kernels) {
        this.storage = storage;
        this.kernels = kernels;
        windows = new Windows(node, (Op.MaxPool) node.op());
        channels = node.shape().channels();
        scratch = new Scratch[storage.partition().workers()];
        Arrays.setAll(
                scratch,
                worker -> new Scratch(node.input().shape().size(), node.shape().size()));
    }

    Runnable forward(MaxPoolForward i, Slice slice) {
        long from = storage.offset(i.x(), slice);
        long to = storage.offset(i.y(), slice);
        Kernels copies = kernels.of(i.x().precision());
        float[] x = scratch[slice.worker()].x;
        float[] y = scratch[slice.worker()].y;
        Windows.Tap raise = (output, input, tap) -> {
            int o = output * channels;
            int in = input * channels;
            for (int c = 0; c < channels; c++) {
                y[o + c] = Math.max(y[o + c], x[in + c]);
            }
        };
        return () -> {
            for (int image = 0; image < slice.count(); image++) {
                copies.read(storage.memory(), from + image * i.x().bytes(), x, 0, x.length);
                Arrays.fill(y, Float.NEGATIVE_INFINITY);
                windows.forEach(raise);
                copies.write(y, 0, storage.memory(), to + image * i.y().bytes(), y.length);
            }
        };
    }

    Runnable backward(MaxPoolBackward i, Slice slice) {
        long from = storage.offset(i.x(), slice);
        long dy = storage.offset(i.dy(), slice);
        long dx = storage.offset(i.dx(), slice);
        Kernels copies = kernels.of(i.x().precision());
        float[] x = scratch[slice.worker()].x;
        float[] y = scratch[slice.worker()].y;
        int[] source = scratch[slice.worker()].source;
        Windows.Tap find = (output, input, tap) -> {
            int o = output * channels;
            int in = input * channels;
            for (int c = 0; c < channels; c++) {
                if (!(x[in + c] <= y[o + c])) {
                    y[o + c] = x[in + c];
                    source[o + c] = in + c;
                }
            }
        };
        return () -> {
            for (int image = 0; image < slice.count(); image++) {
                copies.read(storage.memory(), from + image * i.x().bytes(), x, 0, x.length);
                Arrays.fill(y, Float.NaN); // the first element of a window replaces it, even if that is NaN
                windows.forEach(find);
                copies.read(storage.memory(), dy + image * i.dy().bytes(), y, 0, y.length);
                Arrays.fill(x, 0);
                for (int o = 0; o < y.length; o++) {
                    x[source[o]] += y[o];
                }
                copies.write(x, 0, storage.memory(), dx + image * i.dx().bytes(), x.length);
            }
        };
    }
}
