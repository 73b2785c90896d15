package dev.zankyo.backend.jvm;

import dev.zankyo.backend.lowering.Tensor;
import java.util.Arrays;

/** Phases of the operations without parameters. Work is divided by image rows, or by images where a whole one is needed. */
final class Elementwise {
    private final Storage storage;
    private final Kernels kernels;

    Elementwise(Storage storage, Kernels kernels) {
        this.storage = storage;
        this.kernels = kernels;
    }

    Phase relu(Tensor x, Tensor y) {
        int xBase = storage.offset(x);
        int yBase = storage.offset(y);
        return byRow(
                x, (offset, count) -> kernels.relu(storage.slab, xBase + offset, storage.slab, yBase + offset, count));
    }

    Phase reluBackward(Tensor y, Tensor dy, Tensor dx) {
        int yBase = storage.offset(y);
        int dyBase = storage.offset(dy);
        int dxBase = storage.offset(dx);
        float[] slab = storage.slab;
        return byRow(
                y,
                (offset, count) -> kernels.reluBackward(
                        slab, yBase + offset, slab, dyBase + offset, slab, dxBase + offset, count));
    }

    Phase add(Tensor a, Tensor b, Tensor y) {
        int aBase = storage.offset(a);
        int bBase = storage.offset(b);
        int yBase = storage.offset(y);
        float[] slab = storage.slab;
        return byRow(
                y,
                (offset, count) ->
                        kernels.add(slab, aBase + offset, slab, bBase + offset, slab, yBase + offset, count));
    }

    Phase copy(Tensor x, Tensor y) {
        int xBase = storage.offset(x);
        int yBase = storage.offset(y);
        return byRow(
                x,
                (offset, count) -> System.arraycopy(storage.slab, xBase + offset, storage.slab, yBase + offset, count));
    }

    Phase averagePool(Tensor x, Tensor y) {
        int xBase = storage.offset(x);
        int yBase = storage.offset(y);
        int size = x.shape().size();
        int channels = x.shape().channels();
        int pixels = size / channels;
        return new Phase(storage.batchSize(), (from, to, worker) -> {
            float[] slab = storage.slab;
            for (int image = from; image < to; image++) {
                int d = yBase + image * channels;
                Arrays.fill(slab, d, d + channels, 0);
                kernels.addRows(slab, xBase + image * size, pixels, channels, slab, d);
                for (int c = d; c < d + channels; c++) {
                    slab[c] /= pixels;
                }
            }
        });
    }

    Phase averagePoolBackward(Tensor dy, Tensor dx) {
        int dyBase = storage.offset(dy);
        int dxBase = storage.offset(dx);
        int size = dx.shape().size();
        int channels = dx.shape().channels();
        int pixels = size / channels;
        return new Phase(storage.batchSize(), (from, to, worker) -> {
            float[] slab = storage.slab;
            for (int image = from; image < to; image++) {
                int first = dxBase + image * size;
                for (int c = 0; c < channels; c++) {
                    slab[first + c] = slab[dyBase + image * channels + c] / pixels;
                }
                for (int p = 1; p < pixels; p++) {
                    System.arraycopy(slab, first, slab, first + p * channels, channels);
                }
            }
        });
    }

    @FunctionalInterface
    private interface Range {
        void run(int offset, int count);
    }

    private Phase byRow(Tensor tensor, Range range) {
        int rows = storage.batchSize() * tensor.shape().height();
        int length = tensor.shape().width() * tensor.shape().channels();
        return new Phase(rows, (from, to, worker) -> range.run(from * length, (to - from) * length));
    }
}
