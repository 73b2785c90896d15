package dev.zankyo.backend.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Parameter;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/**
 * Where each trainable number lies in the vectors of a plan: values, gradients, Adam's moments. Every tensor begins at a
 * cache line, in the layout its backend wants; what a layout pads stays zero, and Adam leaves zeros alone.
 */
public final class ParameterOrder {
    private final Graph graph;
    private final Map<Parameter, Integer> begins = new HashMap<>();
    private final int[] positions;
    private int size;

    /** Room for the trainable parameters of a graph; each is to be {@linkplain #place placed} once. */
    public ParameterOrder(Graph graph) {
        this.graph = graph;
        positions = new int[graph.trainableSize()];
    }

    /** The layout of one tensor. */
    @FunctionalInterface
    public interface Layout {
        /** Where the element with the row-major index {@code i} lies, in floats from the tensor's begin. */
        int position(int i);
    }

    /**
     * Gives a tensor its place.
     *
     * @param floats its length in the layout, padding included
     */
    public void place(Parameter parameter, int floats, Layout layout) {
        if (begins.putIfAbsent(parameter, size) != null) {
            throw new IllegalStateException(parameter.name() + ": has been placed before");
        }
        int count = parameter.size();
        for (int i = 0; i < count; i++) {
            positions[parameter.offset() + i] = size + layout.position(i);
        }
        size = Math.addExact(size, Math.addExact(floats, 15) / 16 * 16);
    }

    /** Places a tensor as it is at rest. */
    public void placePlain(Parameter parameter) {
        place(parameter, parameter.size(), i -> i);
    }

    /** Places every trainable tensor of the graph that has no place yet as it is at rest. */
    public void placeRest() {
        graph.trainable().stream()
                .filter(parameter -> !begins.containsKey(parameter))
                .forEach(this::placePlain);
    }

    /** Floats of a vector. */
    int size() {
        return size;
    }

    /** Where a tensor begins in a vector, in bytes. */
    public long offset(Parameter parameter) {
        return begins.get(parameter) * (long) Float.BYTES;
    }

    /** Fills a vector of the plan from one at rest. */
    void load(float[] canonical, MemorySegment memory, long vector) {
        for (int i = 0; i < positions.length; i++) {
            memory.set(JAVA_FLOAT, vector + 4L * positions[i], canonical[i]);
        }
    }

    /** Fills a vector at rest from one of the plan. */
    void store(MemorySegment memory, long vector, float[] canonical) {
        for (int i = 0; i < positions.length; i++) {
            canonical[i] = memory.get(JAVA_FLOAT, vector + 4L * positions[i]);
        }
    }
}
