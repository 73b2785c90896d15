package dev.zankyo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResNetTest {
    private final Graph original = ResNet.graph(ResNetConfig.original(8));

    @Test
    void original_counts_areKeras() {
        assertEquals(594_600, original.trainableSize());
        assertEquals(8_576, original.movingStatisticsSize());
        assertEquals(603_176, original.trainableSize() + original.movingStatisticsSize());
    }

    @Test
    void original_countsByBlock_areKeras() {
        assertEquals(160, size("stem."));
        assertEquals(5_152, size("stage1.block0."));
        assertEquals(24_640, size("stage2.block0."));
        assertEquals(96_384, size("stage3.block0."));
        for (int block = 1; block < 6; block++) {
            assertEquals(4_832, size("stage1.block" + block + "."));
            assertEquals(18_368, size("stage2.block" + block + "."));
            assertEquals(71_552, size("stage3.block" + block + "."));
        }
        assertEquals(1_024, size("head.bn."));
        assertEquals(2_056, size("head.dense."));
    }

    @Test
    void original_shapes_halveAtStagesTwoAndThree() {
        assertEquals(new Shape(20, 50, 16), node("stem").shape());
        assertEquals(new Shape(20, 50, 64), node("stage1.block5.add").shape());
        assertEquals(new Shape(10, 25, 32), node("stage2.block0.conv1").shape());
        assertEquals(new Shape(10, 25, 128), node("stage2.block5.add").shape());
        assertEquals(new Shape(5, 13, 256), node("stage3.block0.skip").shape());
        assertEquals(new Shape(5, 13, 256), node("head.relu").shape());
        assertEquals(new Shape(1, 1, 256), node("head.pool").shape());
        assertEquals(new Shape(1, 1, 8), original.output().shape());
    }

    @Test
    void original_work_isAbout82MillionMultiplyAdds() {
        long total = 0;
        for (Node node : original.nodes()) {
            long positions = (long) node.shape().height() * node.shape().width();
            if (node.op() instanceof Op.Conv2d || node.op() instanceof Op.Dense) {
                total += positions * node.parameter(Parameter.Role.WEIGHT).size();
            }
        }
        assertEquals(82.9e6, total, 0.05e6);
    }

    @Test
    void block_withProjection_isWiredAsKeras() {
        assertEquals(
                List.of(
                        "conv1 <- stage1.block5.add",
                        "bn1 <- stage2.block0.conv1",
                        "relu1 <- stage2.block0.bn1",
                        "conv2 <- stage2.block0.relu1",
                        "bn2 <- stage2.block0.conv2",
                        "relu2 <- stage2.block0.bn2",
                        "conv3 <- stage2.block0.relu2",
                        "bn3 <- stage2.block0.conv3",
                        "skip <- stage1.block5.add",
                        "add <- stage2.block0.bn3, stage2.block0.skip"),
                wiring("stage2.block0."));
        assertEquals(new Op.Conv2d(32, 1, 1, 2), node("stage2.block0.conv1").op());
        assertEquals(new Op.Conv2d(32, 3, 3, 1), node("stage2.block0.conv2").op());
        assertEquals(new Op.Conv2d(128, 1, 1, 1), node("stage2.block0.conv3").op());
        assertEquals(new Op.Conv2d(128, 1, 1, 2), node("stage2.block0.skip").op());
        assertEquals(new Op.BatchNorm(0.99f, 1e-3f), node("stage2.block0.bn3").op());
    }

    @Test
    void block_withIdentity_addsItsInput() {
        List<String> wiring = wiring("stage3.block4.");
        assertEquals(9, wiring.size());
        assertEquals("add <- stage3.block4.bn3, stage3.block3.add", wiring.get(8));
        assertEquals(new Op.Conv2d(64, 1, 1, 1), node("stage3.block4.conv1").op());
    }

    @Test
    void stages_projectOnceAndStrideFromTheSecond() {
        List<String> skips = original.nodes().stream()
                .filter(node -> node.name().endsWith(".skip"))
                .map(node -> node.name() + " " + ((Op.Conv2d) node.op()).stride())
                .toList();
        assertEquals(List.of("stage1.block0.skip 1", "stage2.block0.skip 2", "stage3.block0.skip 2"), skips);
    }

    @Test
    void ends_haveNoNormalisationAfterStemAndOneBeforePooling() {
        assertEquals("stem", node("stage1.block0.conv1").input().name());
        assertEquals("stage3.block5.add", node("head.bn").input().name());
        assertEquals("head.bn", node("head.relu").input().name());
        assertEquals("head.relu", node("head.pool").input().name());
        assertEquals("head.pool", node("head.dense").input().name());
        assertTrue(original.output() == node("head.dense"));
    }

    @Test
    void trainable_orderInABlock_isCanonical() {
        assertEquals(
                List.of(
                        "conv1.weight",
                        "conv1.bias",
                        "bn1.gamma",
                        "bn1.beta",
                        "conv2.weight",
                        "conv2.bias",
                        "bn2.gamma",
                        "bn2.beta",
                        "conv3.weight",
                        "conv3.bias",
                        "bn3.gamma",
                        "bn3.beta",
                        "skip.weight",
                        "skip.bias"),
                original.trainable().stream()
                        .map(Parameter::name)
                        .filter(name -> name.startsWith("stage1.block0."))
                        .map(name -> name.substring("stage1.block0.".length()))
                        .toList());
    }

    @Test
    void redundantParameters_areSevenThousandOneHundredEightyFour() {
        int biases = original.nodes().stream()
                .filter(node -> node.op() instanceof Op.Conv2d)
                .mapToInt(node -> node.parameter(Parameter.Role.BIAS).size())
                .sum();
        int betas = original.nodes().stream()
                .filter(node -> node.name().endsWith(".bn3"))
                .mapToInt(node -> node.parameter(Parameter.Role.BETA).size())
                .sum();
        assertEquals(7_184, biases + betas);
    }

    @Test
    void config_smallNetwork_hasItsOwnSizes() {
        Graph small = ResNet.graph(new ResNetConfig(5, 7, 3, 2, List.of(4, 8), 1, 0.9f, 1e-3f));
        assertEquals(new Shape(5, 7, 1), small.input().shape());
        assertEquals(new Shape(1, 1, 3), small.output().shape());
        assertEquals(
                new Shape(3, 4, 8), small.nodes().get(small.nodes().size() - 4).shape());
    }

    @Test
    void config_invalid_saysWhy() {
        refused("bands: must be in 1..65536; got 0", 0, 50, 8, 16, List.of(64), 6, 0.99f, 1e-3f);
        refused("frames: must be in 1..65536; got -1", 20, -1, 8, 16, List.of(64), 6, 0.99f, 1e-3f);
        refused("classes: must be in 1..65536; got 0", 20, 50, 0, 16, List.of(64), 6, 0.99f, 1e-3f);
        refused("stem filters: must be in 1..65536; got 70000", 20, 50, 8, 70_000, List.of(64), 6, 0.99f, 1e-3f);
        refused("stages: must be in 1..16; got 0", 20, 50, 8, 16, List.of(), 6, 0.99f, 1e-3f);
        refused(
                "stage filters: must be a multiple of 4, the bottleneck's share; got 66",
                20,
                50,
                8,
                16,
                List.of(64, 66),
                6,
                0.99f,
                1e-3f);
        refused("blocks per stage: must be in 1..1000; got 1001", 20, 50, 8, 16, List.of(64), 1001, 0.99f, 1e-3f);
        refused("momentum: must be in [0, 1); got 1.0", 20, 50, 8, 16, List.of(64), 6, 1, 1e-3f);
        refused("epsilon: must be in (0, 1); got NaN", 20, 50, 8, 16, List.of(64), 6, 0.99f, Float.NaN);
    }

    private static void refused(
            String message,
            int bands,
            int frames,
            int classes,
            int stem,
            List<Integer> stages,
            int b,
            float m,
            float e) {
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new ResNetConfig(bands, frames, classes, stem, stages, b, m, e))
                        .getMessage());
    }

    private Node node(String name) {
        return original.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private int size(String prefix) {
        return original.nodes().stream()
                .flatMap(node -> node.parameters().stream())
                .filter(parameter -> parameter.name().startsWith(prefix))
                .mapToInt(Parameter::size)
                .sum();
    }

    private List<String> wiring(String block) {
        return original.nodes().stream()
                .filter(node -> node.name().startsWith(block))
                .map(node -> node.name().substring(block.length()) + " <- "
                        + String.join(
                                ", ", node.inputs().stream().map(Node::name).toList()))
                .toList();
    }
}
