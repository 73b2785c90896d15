package dev.zankyo.cli.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Shape;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelSummaryTest {
    private final String summary = ModelSummary.of(ResNet.graph(ResNetConfig.original(8)), 65);
    private final List<String> lines = summary.lines().toList();

    @Test
    void summary_head_isKeras() {
        assertEquals("Model: \"sequential\"", lines.get(0));
        assertEquals("_".repeat(65), lines.get(1));
        assertEquals("Layer (type)                 Output Shape              Param #   ", lines.get(2));
        assertEquals("=".repeat(65), lines.get(3));
        assertEquals("conv2d (Conv2D)              (None, 20, 50, 16)        160       ", lines.get(4));
        assertEquals("_".repeat(65), lines.get(5));
        assertEquals("residual_block (ResidualBloc (None, 20, 50, 64)        5152      ", lines.get(6));
        assertEquals("residual_block_1 (ResidualBl (None, 20, 50, 64)        4832      ", lines.get(8));
    }

    @Test
    void summary_tail_isKeras() {
        assertEquals(
                """
                residual_block_17 (ResidualB (None, 5, 13, 256)        71552
                _________________________________________________________________
                batch_normalization (BatchNo (None, 5, 13, 256)        1024
                _________________________________________________________________
                activation (Activation)      (None, 5, 13, 256)        0
                _________________________________________________________________
                global_average_pooling2d (Gl (None, 256)               0
                _________________________________________________________________
                dense (Dense)                (None, 8)                 2056
                =================================================================
                Total params: 603,176
                Trainable params: 594,600
                Non-trainable params: 8,576
                _________________________________________________________________
                """.lines().toList(),
                lines.subList(lines.size() - 14, lines.size()).stream()
                        .map(String::stripTrailing)
                        .toList());
    }

    @Test
    void summary_rows_areOneALayerAnd65Wide() {
        assertEquals(
                1 + 18 + 4,
                lines.stream().filter(line -> line.contains("(None,")).count());
        lines.stream().filter(line -> line.contains("(None,")).forEach(line -> assertEquals(65, line.length(), line));
        assertEquals(
                603_176,
                lines.stream()
                        .filter(line -> line.contains("(None,"))
                        .mapToInt(line -> Integer.parseInt(line.substring(55).strip()))
                        .sum());
    }

    @Test
    void summary_ofAnotherGraph_numbersLayersByType() {
        GraphBuilder builder = new GraphBuilder(new Shape(4, 4, 1));
        Node x = builder.conv2d("a", builder.input(), 2, 3, 1);
        x = builder.conv2d("b", x, 2, 3, 1);
        List<String> rows = ModelSummary.of(builder.build(builder.dense("c", x, 2)), 120)
                .lines()
                .filter(line -> line.contains("(None,"))
                .map(line -> line.substring(0, 29).strip())
                .toList();
        assertEquals(List.of("conv2d (Conv2D)", "conv2d_1 (Conv2D)", "dense (Dense)"), rows);
    }
}
