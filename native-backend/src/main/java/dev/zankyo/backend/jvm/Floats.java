package dev.zankyo.backend.jvm;

import dev.zankyo.backend.engine.ParameterOrder;
import dev.zankyo.backend.engine.Storage;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.backend.lowering.Tensor;
import dev.zankyo.graph.Parameter;

/** The memory of a plan as a float array. Positions are indices into it. */
final class Floats {
    private final float[] array;
    private final Storage storage;
    private final ParameterOrder order;

    Floats(Storage storage, ParameterOrder order) {
        this.storage = storage;
        this.order = order;
        array = (float[]) storage.memory().heapBase().orElseThrow();
    }

    /** Returns the whole array. */
    float[] array() {
        return array;
    }

    private int index(long offset) {
        return Math.toIntExact((storage.memory().address() + offset) / Float.BYTES);
    }

    int tensor(Tensor tensor, Slice slice) {
        return index(storage.offset(tensor, slice));
    }

    int value(Parameter parameter) {
        return index(storage.values() + order.offset(parameter));
    }

    int gradient(Parameter parameter, int share) {
        return index(storage.gradients(share) + order.offset(parameter));
    }

    int shared(long offset) {
        return index(storage.shared() + offset);
    }

    int scratch(int worker) {
        return index(storage.scratch(worker));
    }
}
