package dev.zankyo.backend.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Parameter;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/**
 * The positions of the trainable parameters in the vectors of a plan: values, gradients and Adam's moments. Every
 * parameter tensor starts at a cache line, in the layout that its backend wants. Padding of a layout stays zero: its
 * gradients are zero, and Adam keeps zeros.
 */
public final class ParameterOrder {
    private final Graph graph;
    private final Map<Parameter, Integer> begins = new HashMap<>();
    private final int[] positions;
    private int size;

    /**
     * Creates an order without positions; every trainable parameter of the graph has to be {@linkplain #place placed}
     * once.
     */
    public ParameterOrder(Graph graph) {
        this.graph = graph;
        positions = new int[graph.trainableSize()];
    }

    /** The layout of one parameter tensor. */
    @FunctionalInterface
    public interface Layout {
        /**
         * Returns the position of the element with the row-major index {@code i}, in floats from the start of the
         * tensor.
         */
        int position(int i);
    }

    /**
     * Gives a parameter tensor its place, after those placed before.
     *
     * @param floats the length of the tensor in the layout, including padding
     * @throws IllegalStateException if it has a place already
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

    /** Places a parameter tensor in its canonical, row-major layout. */
    public void placePlain(Parameter parameter) {
        place(parameter, parameter.size(), i -> i);
    }

    /** Places all remaining trainable parameters of the graph in their canonical layout. */
    public void placeRest() {
        graph.trainable().stream()
                .filter(parameter -> !begins.containsKey(parameter))
                .forEach(this::placePlain);
    }

    /** Returns the length of these vectors in floats, including padding. */
    int size() {
        return size;
    }

    /** Returns the start of a parameter tensor in a vector, in bytes. */
    public long offset(Parameter parameter) {
        return begins.get(parameter) * (long) Float.BYTES;
    }

    /** Fills a vector of the plan from parameters in canonical layout. */
    void load(float[] canonical, MemorySegment memory, long vector) {
        for (int i = 0; i < positions.length; i++) {
            memory.set(JAVA_FLOAT, vector + 4L * positions[i], canonical[i]);
        }
    }

    /** Fills {@code canonical} from a vector of the plan. */
    void store(MemorySegment memory, long vector, float[] canonical) {
        for (int i = 0; i < positions.length; i++) {
            canonical[i] = memory.get(JAVA_FLOAT, vector + 4L * positions[i]);
        }
    }
}
