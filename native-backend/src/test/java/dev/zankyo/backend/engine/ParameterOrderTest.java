package dev.zankyo.backend.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import dev.zankyo.graph.Shape;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class ParameterOrderTest {
    private final GraphBuilder builder = new GraphBuilder(new Shape(2, 2, 3));
    private final Node conv = builder.conv2d("conv", builder.input(), 4, 1, 1);
    private final Graph graph = builder.build(conv);
    private final Parameter weight = conv.parameter(Role.WEIGHT);
    private final Parameter bias = conv.parameter(Role.BIAS);

    private static float[] counted(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i + 1;
        }
        return values;
    }

    @Test
    void vector_withPaddingAndAnotherLayout_isThatOfTheBackend_andComesBack() {
        var order = new ParameterOrder(graph);
        order.placePlain(bias);
        order.place(weight, 4 * 5, i -> i % 3 * 5 + i / 3); // transposed, rows of 4 filled up to 5
        assertEquals(0, order.offset(bias));
        assertEquals(64, order.offset(weight));
        assertEquals(16 + 32, order.size());

        float[] vector = new float[2 + order.size()];
        MemorySegment memory = MemorySegment.ofArray(vector);
        float[] canonical = counted(graph.trainableSize());
        order.load(canonical, memory, 8);
        float[] expected = new float[vector.length];
        for (int i = 0; i < 4; i++) {
            expected[2 + i] = canonical[bias.offset() + i];
            for (int channel = 0; channel < 3; channel++) {
                expected[2 + 16 + channel * 5 + i] = canonical[weight.offset() + i * 3 + channel];
            }
        }
        assertArrayEquals(expected, vector);

        float[] back = new float[canonical.length];
        order.store(memory, 8, back);
        assertArrayEquals(canonical, back);
    }

    @Test
    void place_twice_isRefused() {
        var order = new ParameterOrder(graph);
        order.placePlain(bias);
        var refusal = assertThrows(IllegalStateException.class, () -> order.placePlain(bias));
        assertEquals("conv.bias: has been placed before", refusal.getMessage());
    }
}
