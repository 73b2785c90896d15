package dev.zankyo.backend.engine;

import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.backend.lowering.Tensor;
import java.lang.foreign.MemorySegment;

/** The tasks of operations without parameters. */
final class ElementwiseTasks {
    private final Storage storage;
    private final Kernels.Family kernels;

    ElementwiseTasks(Storage storage, Kernels.Family kernels) {
        this.storage = storage;
        this.kernels = kernels;
    }

    private static int count(Tensor tensor, Slice slice) {
        return Math.multiplyExact(tensor.shape().size(), slice.count());
    }

    Runnable relu(Instruction.ReluForward i, Slice slice) {
        long x = storage.offset(i.x(), slice);
        long y = storage.offset(i.y(), slice);
        int count = count(i.x(), slice);
        Kernels loops = kernels.of(i.x().precision());
        return () -> loops.relu(storage.memory(), x, y, count);
    }

    Runnable reluBackward(Instruction.ReluBackward i, Slice slice) {
        long y = storage.offset(i.y(), slice);
        long dy = storage.offset(i.dy(), slice);
        long dx = storage.offset(i.dx(), slice);
        int count = count(i.y(), slice);
        Kernels loops = kernels.of(i.y().precision());
        return () -> loops.reluBackward(storage.memory(), y, dy, dx, count);
    }

    Runnable add(Instruction.Add i, Slice slice) {
        long a = storage.offset(i.a(), slice);
        long b = storage.offset(i.b(), slice);
        long y = storage.offset(i.y(), slice);
        int count = count(i.y(), slice);
        Kernels loops = kernels.of(i.y().precision());
        return () -> loops.add(storage.memory(), a, b, y, count);
    }

    Runnable copy(Instruction.Copy i, Slice slice) {
        long x = storage.offset(i.x(), slice);
        long y = storage.offset(i.y(), slice);
        long bytes = i.x().bytes() * slice.count();
        return () -> MemorySegment.copy(storage.memory(), x, storage.memory(), y, bytes);
    }

    Runnable averagePool(Instruction.GlobalAveragePoolForward i, Slice slice) {
        long x = storage.offset(i.x(), slice);
        long y = storage.offset(i.y(), slice);
        int channels = i.x().shape().channels();
        int pixels = i.x().shape().size() / channels;
        float[] sums = new float[channels];
        Kernels in = kernels.of(i.x().precision());
        Kernels out = kernels.of(i.y().precision());
        return () -> {
            for (int image = 0; image < slice.count(); image++) {
                in.sumRows(storage.memory(), x + image * i.x().bytes(), pixels, channels, sums);
                for (int c = 0; c < channels; c++) {
                    sums[c] /= pixels;
                }
                out.write(sums, 0, storage.memory(), y + image * i.y().bytes(), channels);
            }
        };
    }

    Runnable averagePoolBackward(Instruction.GlobalAveragePoolBackward i, Slice slice) {
        long dy = storage.offset(i.dy(), slice);
        long dx = storage.offset(i.dx(), slice);
        int channels = i.dx().shape().channels();
        int pixels = i.dx().shape().size() / channels;
        long row = i.dx().bytes() / pixels;
        float[] gradient = new float[channels];
        Kernels in = kernels.of(i.dy().precision());
        Kernels out = kernels.of(i.dx().precision());
        return () -> {
            for (int image = 0; image < slice.count(); image++) {
                in.read(storage.memory(), dy + image * i.dy().bytes(), gradient, 0, channels);
                for (int c = 0; c < channels; c++) {
                    gradient[c] /= pixels;
                }
                for (int p = 0; p < pixels; p++) {
                    out.write(gradient, 0, storage.memory(), dx + image * i.dx().bytes() + p * row, channels);
                }
            }
        };
    }
}
